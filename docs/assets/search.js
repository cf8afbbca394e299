// 全站搜索：在原文里逐字找，不靠分词，所以句子中间的词也找得到；空格、全角半角、大小写不影响。收发的消息与主题自带的搜索相同。
const SETUP = 0, READY = 1, RESULT = 3
const trade = new URLSearchParams(location.search).get("trade") ?? ""
/** @type {[RegExp, number][]} */
const WEIGHTS = [[/^tools\/[^#]+$/, 2.1], [/\/faq\//, 1.6], [/^kit\//, 1.3], [/\/(procedures|emergency|remedies|scenes)\//, 1.3], [/^cooperation\//, 2.2], [/^(print|contacts)\/$/, 2], [/^(law|changes|reuse)\//, 0.45]]
const OTHERS = /\/(faq|guide|manual|brochure)\//
// 一问一答、一个故事，各算一条，不并到同一页里。
const ALONE = /\/(faq|scenes|procedures)\/$/
let sections, groups = [], sounds = {}, heads = "", common, loading

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) return postMessage({ type: READY })
  const query = data.trim()
  if (query) await (loading ??= load())
  postMessage({ type: RESULT, data: { items: query ? search(query) : [] } })
})

// 全文不在主题一开页就取的清单里时，等第一次搜索再取。
async function load() {
  prepare(await (await fetch("../search/docs.json")).json())
}

function prepare(data) {
  const titles = new Map(data.sections.map(doc => [doc.location, plain(doc.title)]))
  groups = data.synonyms.map(group => group.map(narrow))
  sounds = data.sounds
  sections = data.sections.map(doc => {
    const place = doc.also?.includes(trade.slice(0, -1)) ? doc.location.replace(/^[^/]+\//, trade) : doc.location
    const page = place.split("#")[0]
    const [title, text] = [plain(doc.title), plain(doc.text)]
    const home = titles.get(`${page.split("/")[0]}/`)
    const owner = page === place && home && !title.includes(home) ? `　${home}` : ""
    const weight = WEIGHTS.reduce((all, [kind, by]) => all * (kind.test(place) ? by : 1), near(doc, page))
    const low = [title, text].map(narrow)
    const names = [low[0], ...(doc.asked ?? []).map(narrow)]
    return { location: place, page, title, text, owner, weight, low, names, name: names.join("\n") }
  })
  heads = [...new Set([...sections.map(({ name }) => name), ...groups.flat()])].join("\n")
  common = new Map()
  for (const pair of pairs(heads)) common.set(pair, (common.get(pair) ?? 0) + 1)
}

// 自己行业的先，别的行业的后。
function near(doc, page) {
  return !trade ? 1 : page.startsWith(trade) || doc.also ? 1.6 : OTHERS.test(page) ? 0.6 : 1
}

function plain(html) {
  const marks = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" }
  return html.replace(/\u200b/g, "").replace(/<[^>]+>/g, " ").replace(/&(?:lt|gt|quot|#39|amp);/g, mark => marks[mark]).replace(/\s+/g, " ").trim()
}

// 比的时候不看空格、全角半角和大小写。
function narrow(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "")
}

// 字母、数字的词从头对起，不然 ai 会在 email 里找到。
function finder(word) {
  const start = /^[a-z0-9]+$/.test(word) && new RegExp(`(?:^|[^a-z0-9])${word}`)
  return start ? text => start.test(text) : text => text.includes(word)
}

// 整句连着找，拆开的词都要有；标题里没有的，再当一句话来问。只有字母又找不到的，当拼音。
function search(query) {
  const words = query.normalize("NFKC").toLowerCase().split(/[\s，。、；：？！“”（）《》,.;:?!"()]+/).filter(Boolean)
  if (!words.length) return []
  const whole = words.join("")
  const together = exactly([whole])
  const exact = together.length ? together : exactly(words)
  const sure = exact.filter(([first]) => first.score > 4)
  const letters = /^[a-z]+$/.test(whole)
  if (sure.length > 2 || (letters && exact.length)) return exact
  const shown = new Set()
  return [...sure, ...(letters ? sounded(whole) : ask(whole)), ...exact].filter(([{ location }]) => !shown.has(location) && shown.add(location))
}

function exactly(words) {
  const ways = words.map(variants)
  return group(ways.flat(), section => (ways.every(way => way.some(word => holders(word).has(section))) ? rate(section, ways) : 0))
}

// 一个词和与它同义的词。
function variants(word) {
  return [...new Set([word, ...groups.filter(group => group.includes(word)).flat()])]
}

const PARTICLES = /老板你好|你好|在线等|请问|想问一下|想问|问一下|请教|麻烦|的时候|时候|怎么办|怎么样|怎么弄|怎么搞|怎么整|怎么|怎样|咋办|咋整|咋弄|咋|什么时候|什么|啥|在哪里|哪里|哪儿|放哪|多久|多少|几年|为什么|为啥|凭什么|可不可以|可以|能不能|会不会|行不行|要不要|是不是|算不算|有没有|有没|好不好|该不该|用不用|我们|他们|你们|咱们|人家|自己|有人|有个|一个|这个|那个|这种|那种|这样|如何|哪些|哪个|应该|需要|不能|东西|现在|后来|结果|如果|要是|但是|因为|所以|然后|已经|一下|求个|[的了吗呢吧啊呀么嘛哦把被给和跟与就都还也很又再才我他她它你您谁能会要想该求是个搞]/g

// 要的是一份能填的纸。
const PAPER = /模板|范本|样本|格式|下载|表格|word|excel|怎么写|怎么填|(表|书|函|信|制度|协议|清单)$/

// 一句话里的几样东西，对上的越多、越少见、越在标题里，整句越像标题、问法，越靠前。
function ask(sentence) {
  const things = parts(mend(sentence)).map(thing).filter(({ rare }) => rare)
  const shape = pairs(sentence)
  const paper = PAPER.test(sentence)
  return group(things.flatMap(({ words }) => words), section => {
    const told = things.filter(({ held }) => held.has(section))
    if (!told.length) return 0
    const score = told.reduce((sum, { rare, held }) => sum + rare * (held.get(section) ? 3 : 1), 0)
    const alike = Math.max(...section.names.map(name => (2 * shape.filter(pair => name.includes(pair)).length) / (shape.length + name.length - 1)))
    const short = Math.min(1, Math.sqrt(600 / section.text.length))
    return score * (told.length / Math.sqrt(things.length)) ** 0.6 * (1 + 3 * alike) * short * section.weight * (paper && section.page.startsWith("kit/") ? 5 : 1)
  })
}

// 同义词一组算一样，余下的相邻两字算一样。
function parts(sentence) {
  const found = []
  let rest = sentence
  for (const group of groups) {
    const own = group.filter(word => finder(word)(sentence)).sort((one, other) => other.length - one.length)
    if (own.length) found.push([...own, ...group])
    for (const word of own) rest = rest.split(word).join(" ")
  }
  for (const [run] of rest.replace(PARTICLES, " ").matchAll(/[a-z0-9]+|[^a-z0-9\s]+/g)) found.push(...(/[a-z0-9]/.test(run) || run.length < 2 ? [run] : pairs(run)).map(word => [word]))
  return found
}

function thing(words) {
  const held = new Map()
  for (const word of words) for (const [section, named] of holders(word)) held.set(section, named || held.get(section))
  return { words, held, rare: held.size && Math.log(sections.length / held.size + 1) * words[0].length }
}

function pairs(text) {
  return [...text].slice(1).map((_, at) => text.slice(at, at + 2))
}

// 输入法打出的同音错字：同左右连起来哪里都没有，换一个同音的，标题里就常见。
function mend(sentence) {
  const letters = [...sentence]
  for (const at of letters.keys()) {
    const around = letter => pairs([letters[at - 1], letter, letters[at + 1]].filter(Boolean).join(""))
    const usual = letter => around(letter).reduce((sum, pair) => sum + (common.get(pair) ?? 0), 0)
    if (!/\p{sc=Han}/u.test(letters[at]) || around(letters[at]).some(pair => common.has(pair) || holders(pair).size > 1)) continue
    const same = Object.values(sounds).filter(kind => kind.includes(letters[at])).join("")
    const best = [...same].map(letter => ({ letter, by: usual(letter) })).sort((one, other) => other.by - one.by)[0]
    if (best?.by > 6) letters[at] = best.letter
  }
  return letters.join("")
}

// 拼音：lizhi、lz 都是离职，没打完也行，多音字每个音都算。只看标题、问法和同义词里连着的字；常说的、在同义词里的先。
function sounded(letters) {
  const spelt = spellings(letters).map(syllables => syllables.map(part => `[${alike(part)}]`))
  const said = new Set(groups.flat())
  const seen = new Map()
  for (const kinds of spelt)
    if (!seen.size)
      for (const [, word] of heads.matchAll(new RegExp(`(?=(${kinds.join("")}))`, "g"))) seen.set(word, (seen.get(word) ?? 0) + 1)
  if (!seen.size) return spelt.length && letters.length > 5 ? ask(strung(spelt[0])) : []
  const order = [...seen].map(([word, times]) => ({ word, by: times * (said.has(word) ? 9 : 1) })).sort((one, other) => other.by - one.by)
  const best = order.slice(0, 6).filter(({ by }) => by > order[0].by / 4)
  return group(best.map(({ word }) => word), section => Math.max(...best.map(({ word, by }) => (holders(word).get(section) ? rate(section, [[word]]) * by : 0))))
}

// 一串字母怎样断成音节，断得少的在前；打了一半的、只打声母的也算一个。
function spellings(letters) {
  const found = []
  const all = Object.keys(sounds)
  const starts = new Set(all.flatMap(sound => [sound, sound[0]]))
  const go = (at, syllables) => {
    if (at === letters.length) return found.push(syllables)
    for (let to = Math.min(at + 6, letters.length); to > at && found.length < 40; to -= 1) {
      const part = letters.slice(at, to)
      if (starts.has(part) || (to === letters.length && syllables.every(({ length }) => length > 1) && all.some(sound => sound.startsWith(part)))) go(to, [...syllables, part])
    }
  }
  go(0, [])
  return found.filter(syllables => syllables.length > 1).sort((one, other) => one.length - other.length).slice(0, 6)
}

function alike(part) {
  return sounds[part] ?? Object.entries(sounds).filter(([sound]) => sound.startsWith(part)).map(([, kind]) => kind).join("")
}

// 整串找不到，一个词一个词地认，认得的连成一句。
function strung(kinds) {
  let sentence = ""
  for (let at = 0; at < kinds.length; ) {
    let to = Math.min(kinds.length, at + 6)
    let found
    while (to > at + 1 && !(found = heads.match(new RegExp(kinds.slice(at, to).join(""))))) to -= 1
    sentence += found?.[0] ?? " "
    at = to
  }
  return sentence
}

// 哪些段落有这个词，是不是在标题、问法里；每按一个键都要问，记住答案。
const known = new Map()
function holders(word) {
  if (known.size > 400) known.clear()
  if (!known.has(word)) {
    const finds = finder(word)
    const places = new Map()
    for (const section of sections) {
      const named = finds(section.name)
      if (named || finds(section.low[1])) places.set(section, named)
    }
    known.set(word, places)
  }
  return known.get(word)
}

function group(words, judge) {
  const pages = new Map()
  for (const section of sections) {
    const score = judge(section)
    const place = ALONE.test(section.page) ? section.location : section.page
    if (score) pages.set(place, [...(pages.get(place) ?? []), { section, score }])
  }
  for (const found of pages.values()) found.sort((one, other) => other.score - one.score)
  const order = [...pages.values()].sort((one, other) => other[0].score - one[0].score).slice(0, 60)
  const terms = Object.fromEntries(words.slice(0, 1).map(word => [word, true]))
  const shown = pattern(words)
  return order.map(found => {
    const items = found.slice(0, 20).map(({ section, score }) => result(section, shown, terms, score))
    const first = sections.find(section => section.location === found[0].section.page)
    return first && !ALONE.test(first.page) && !items.some(item => item.location === first.location) ? [...items, result(first, null, {}, 0)] : items
  })
}

// 每个词（或者它的同义词）都要有，在标题、问法里的更要紧。
function rate({ weight, names, low: [, text] }, ways) {
  let score = 0
  for (const way of ways) {
    const best = Math.max(...way.map((word, at) => {
      const named = Math.max(...names.map(name => (name.includes(word) ? 10 + 12 * (word.length / (name.length + 1)) : 0)))
      return (named + Math.min(text.split(word).length - 1, 4)) * (at ? 0.7 : 1)
    }))
    if (!best) return 0
    score += best
  }
  return score * weight
}

function result({ location, title, text, owner }, shown, terms, score) {
  return { location, title: mark(title, shown) + owner, text: `<p>${mark(excerpt(text, shown), shown)}</p>`, score, terms }
}

// 原文里词的中间可以有空格。
function pattern(words) {
  const loose = word => [...word].map(letter => letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s*")
  return words.length ? new RegExp(`(${[...words].sort((one, other) => other.length - one.length).map(loose).join("|")})`, "gi") : null
}

function excerpt(text, shown) {
  const at = shown ? text.search(shown) : -1
  const from = Math.max(0, at - 24)
  return (from ? "…" : "") + text.slice(from, from + 100) + (from + 100 < text.length ? "…" : "")
}

function mark(text, shown) {
  const escape = part => part.replace(/[&<>]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign])
  if (!shown) return escape(text)
  return text.split(shown).map((part, place) => (place % 2 ? `<mark>${escape(part)}</mark>` : escape(part))).join("")
}
