// 全站搜索：在原文里逐字找，不靠分词，所以句子中间的词也找得到；空格、全角半角、大小写不影响。收发的消息与主题自带的搜索相同。
const SETUP = 0, READY = 1, RESULT = 3
const trade = new URLSearchParams(location.search).get("trade") ?? ""
/** @type {[RegExp, number][]} */
const WEIGHTS = [[/^tools\/[^#]+$/, 2.1], [/\/faq\//, 1.6], [/^kit\//, 1.3], [/\/(procedures|emergency|remedies|scenes)\//, 1.3], [/^cooperation\//, 2.2], [/^(print|contacts)\/$/, 2], [/^(law|changes|reuse)\//, 0.45], [/#每一栏怎么填$/, 0.6], [/\/cases\//, 0.7]]
const OTHERS = /\/(faq|guide|manual|brochure)\//
// 一问一答、一个故事，各算一条，不并到同一页里。
const ALONE = /\/(faq|scenes|procedures)\/$/
let sections, groups = [], sounds = {}, heads = "", loading

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
    const weight = WEIGHTS.reduce((all, [kind, by]) => all * (kind.test(place) ? by : 1), near(doc, page) * (page === place && ALONE.test(page) ? 0.4 : 1))
    const low = [title, text, titles.get(page) ?? ""].map(narrow)
    const names = [low[0], ...(doc.asked ?? []).map(narrow)]
    return { location: place, page, title, text, owner, weight, low, names, name: names.join("\n") }
  })
  heads = [...new Set([...sections.map(({ name }) => name), ...groups.flat()])].join("\n")
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

// 整句连着找，拆开的词都要有；标题里没有的，再当一句话来问，少见的相邻两字对得上才算；最后让一个字写错。
// 只有字母又找不到的，当拼音。
function search(query) {
  const words = query.normalize("NFKC").toLowerCase().split(/[\s，。、；：？！“”（）《》,.;:?!"()]+/).filter(Boolean)
  if (!words.length) return []
  const whole = words.join("")
  let exact = []
  for (const way of words.length > 1 ? [[whole], words] : [words])
    if (!exact.length) {
      const ways = way.map(variants)
      exact = group(ways.flat(), section => rate(section, ways))
    }
  const sure = exact.filter(([first]) => first.score > 4)
  const letters = /^[a-z]+$/.test(whole)
  if (sure.length > 2 || (letters && exact.length)) return exact
  const more = letters ? sounded(whole) : ask(whole)
  const shown = new Set()
  const found = [...sure, ...more, ...exact].filter(([{ location }]) => !shown.has(location) && shown.add(location))
  return found.length ? found : oneOff(whole)
}

// 一个词和与它同义的词；词在句子里的，句子也换着说一遍。
function variants(word) {
  const found = [word]
  for (const group of groups)
    for (const same of group)
      if (same.length > 1 && finder(same)(word)) found.push(...group.filter(other => other !== same && !word.includes(other)).map(other => word.replace(same, other)))
  return [...new Set(found)].slice(0, 12)
}

const PARTICLES = /老板你好|你好|在线等|请问|想问一下|想问|问一下|请教|麻烦|的时候|时候|怎么办|怎么样|怎么弄|怎么搞|怎么整|怎么|怎样|咋办|咋整|咋弄|咋|什么时候|什么|啥|在哪里|哪里|哪儿|放哪|多久|多少|几年|为什么|为啥|凭什么|可不可以|可以|能不能|会不会|行不行|要不要|是不是|算不算|有没有|有没|好不好|该不该|用不用|我们|他们|你们|咱们|人家|自己|有人|有个|一个|这个|那个|这种|那种|这样|如何|哪些|哪个|应该|需要|不能|东西|现在|后来|结果|如果|要是|但是|因为|所以|然后|已经|一下|求个|[的了吗呢吧啊呀么嘛哦把被给和跟与就都还也很又再才我他她它你您谁能会要想该求是个搞]/g

// 要的是一份能填的纸。
const PAPER = /模板|范本|样本|格式|下载|表格|word|excel|怎么写|怎么填|(表|书|函|信|制度|协议|清单)$/

// 一句话拆成几样东西：同义词一组算一样，别的相邻两字算一样；对上的越多、越少见、越在标题里，越靠前。
function ask(sentence) {
  const right = mend(sentence)
  const things = []
  const cut = text => {
    for (const group of groups) {
      const own = group.filter(word => finder(word)(text)).sort((one, other) => other.length - one.length)
      if (own.length) things.push(thing(group, own))
      for (const word of own) rest = rest.split(word).join(" ")
    }
  }
  let rest = right
  cut(right)
  rest = rest.replace(/[我你他她的了过]/g, "")
  cut(rest)
  for (const part of rest.replace(PARTICLES, " ").split(" "))
    for (const [run] of part.matchAll(/[a-z0-9]+|[^a-z0-9]+/g))
      if (/[a-z0-9]/.test(run)) things.push(thing([run]))
      else for (const pair of pairs(run)) things.push(thing([pair]))
  const known = things.filter(({ weight }) => weight)
  const all = known.reduce((sum, { weight }) => sum + weight, 0)
  const whole = known.reduce((sum, { size }) => sum + size, 0)
  const alone = known.length < 2
  const shape = pairs(sentence)
  const paper = PAPER.test(sentence)
  return group(known.flatMap(({ words }) => words), section => {
    const told = known.filter(({ holding }) => holding.has(section))
    const sum = told.reduce((total, { weight }) => total + weight, 0)
    if (sum < all * 0.22 || (told.length < 2 && known.length > 2 && !told[0].words.some(word => holders(word).get(section)))) return 0
    const score = told.reduce((total, one) => total + one.weight * matched(one.ways, section, alone), 0)
    const alike = Math.max(...section.names.map(name => 2 * shape.filter(pair => name.includes(pair)).length / (shape.length + name.length - 1))) || 0
    const size = told.reduce((total, one) => total + one.size, 0)
    return score * (size / Math.sqrt(whole)) ** 0.6 * section.weight * (paper && section.page.startsWith("kit/") ? 3 : 1) * (1 + 3 * alike) * Math.min(1, Math.sqrt(600 / section.text.length))
  })
}

function pairs(text) {
  return [...Array(Math.max(0, text.length - 1)).keys()].map(at => text.slice(at, at + 2))
}

// 一组词里最对得上的一个；问的人自己说了两个的，都有更好。
function matched(ways, section, alone) {
  const told = ways.filter(({ places }) => places.has(section))
  const best = Math.max(...told.map(({ word, by, places }) => by * titled(section, word, places.get(section), alone)))
  return best * (1 + 0.4 * Math.max(0, told.filter(({ by }) => by === 1).length - 1))
}

function thing(words, own = words) {
  const ways = words.map(word => ({ word, by: own.includes(word) ? 1 : 0.9, places: holders(word) })).filter(({ places }) => places.size)
  const holding = new Set(ways.flatMap(({ places }) => [...places.keys()]))
  const rare = Math.log(sections.length / holding.size + 1)
  const long = Math.max(...own.map(word => word.length))
  return { words, ways, holding, size: Math.max(1, Math.min(long - 1, 3)) ** 0.65, weight: holding.size && rare * (long / 2) ** 0.45 * (words.some(word => heads.includes(word)) ? 1 : 0.6) }
}

// 输入法打出的同音错字、前后颠倒的两个字：连起来哪里都没有，换一换标题里就有，便换过来。
function mend(sentence) {
  const letters = [...sentence]
  const around = (list, at, upto = at) => [...Array(upto - at + 2).keys()].map(more => list.slice(at + more - 1, at + more + 1).join("")).filter(pair => pair.length > 1)
  const usual = list => list.reduce((sum, pair) => sum + Math.log(Math.max(1, heads.split(pair).length - 1)), 0)
  const plainWord = letter => /\p{sc=Han}/u.test(letter ?? "") && !letter.match(PARTICLES)
  for (let at = 0; at < letters.length; at += 1) {
    const strange = around(letters, at).filter(pair => holders(pair).size < 2 && !heads.includes(pair)).length
    if (!plainWord(letters[at]) || !strange) continue
    const all = strange === around(letters, at).length
    const same = Object.values(sounds).filter(kind => kind.includes(letters[at])).join("")
    const placed = (...put) => [...letters.slice(0, at), ...put, ...letters.slice(at + put.length)]
    const ways = all ? [...same].map(letter => placed(letter)) : []
    if (plainWord(letters[at + 1])) ways.push(placed(letters[at + 1], letters[at]))
    const best = ways.map(way => ({ way, by: usual(around(way, at, at + 1)) })).sort((one, other) => other.by - one.by)[0]
    if (best?.by > usual(around(letters, at, at + 1)) + (all ? (letters.length < 4 ? 0.6 : 1.3) : 2.5)) letters.splice(0, letters.length, ...best.way)
  }
  return letters.join("")
}

// 拼音：lizhi、lz 都是离职，混着打、没打完也行，多音字每个音都算。只看标题、问法和同义词里连着的字；常说的、在同义词里的先。
function sounded(letters) {
  const spelt = spellings(letters).map(parts => parts.map(part => `[${alike(part)}]`))
  const said = new Set(groups.flat())
  const seen = new Map()
  for (const kinds of spelt)
    if (!seen.size || kinds.length <= spelt[0].length)
      for (const [, word] of heads.matchAll(new RegExp(`(?=(${kinds.join("")}))`, "g"))) seen.set(word, (seen.get(word) ?? 0) + 1)
  const likely = (word, times) => Math.log(1 + holders(word).size) * Math.sqrt(times) * (said.has(word) ? 3 : LITTLE.test(word) ? 0.3 : 1) + (said.has(word) ? 10 : 0)
  const often = [...seen].sort(([, one], [, other]) => other - one).slice(0, 80)
  const order = often.map(([word, times]) => ({ word, by: likely(word, times) })).sort((one, other) => other.by - one.by)
  const best = order.slice(0, 6).filter(({ by }) => by > order[0].by / 4)
  const ways = best.flatMap(({ word, by }) => variants(word).map((way, at) => ({ way, by: by * (at ? 0.3 : 1) })))
  if (!ways.length) return spelt.length && letters.length > 5 ? ask(strung(spelt[0])) : []
  return group(ways.map(({ way }) => way), section => Math.max(0, ...ways.map(({ way, by }) => (holders(way).get(section) ? rate(section, [[way]]) * by : 0))))
}

// 一串字母怎样断成音节，断得少的在前；打了一半的、只打声母的也算一个。
function spellings(letters) {
  const found = []
  const starts = new Set(Object.keys(sounds).flatMap(sound => [sound, sound[0]]))
  const go = (at, parts) => {
    if (at === letters.length) return found.push(parts)
    for (let to = Math.min(at + 6, letters.length); to > at && found.length < 40; to -= 1) {
      const part = letters.slice(at, to)
      if (starts.has(part) || (to === letters.length && parts.every(whole => whole.length > 1) && Object.keys(sounds).some(sound => sound.startsWith(part)))) go(to, [...parts, part])
    }
  }
  go(0, [])
  return found.filter(parts => parts.length > 1).sort((one, other) => one.length - other.length).slice(0, 6)
}

function alike(part) {
  return sounds[part] && part.length > 1 ? sounds[part] : Object.entries(sounds).filter(([sound]) => sound.startsWith(part)).map(([, kind]) => kind).join("")
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
const LITTLE = /[的了和与不是在怎什这些个]/

// 打错一个字：每个位置轮着当作任意一个字。
function oneOff(word) {
  if (word.length < 3 || word.length > 8) return []
  const safe = part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  const shapes = [...word].map((_, at) => safe(word.slice(0, at)) + "." + safe(word.slice(at + 1)))
  const near = new RegExp(`${shapes.join("|")}|${[...word].map((_, at) => safe(word.slice(0, at) + word.slice(at + 1))).join("|")}`)
  return group([], section => (section.names.some(name => near.test(name)) ? 10 : near.test(section.low[1]) ? 1 : 0) * section.weight)
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
  return order.map(found => {
    const items = found.slice(0, 20).map(({ section, score }) => result(section, words, score))
    const first = sections.find(section => section.location === found[0].section.page)
    return first && !ALONE.test(first.page) && !items.some(item => item.location === first.location) ? [...items, result(first, [], 0)] : items
  })
}

function rate(section, ways) {
  const { weight, low: [, text, pageTitle] } = section
  let score = 0
  let own = false
  for (const way of ways) {
    const best = Math.max(...way.map((word, at) => {
      const places = holders(word)
      const many = places.has(section) ? Math.min(text.split(word).length - 1, 4) : 0
      const here = places.get(section) ? Math.max(...section.names.map(name => (name.includes(word) ? 10 + 12 * (word.length / (name.length + 1)) : 0))) : 0
      if (here || many) own = true
      return (here + many || (pageTitle.includes(word) ? 0.5 : 0)) * (at ? 0.7 : 1)
    }))
    if (!best) return 0
    score += best
  }
  return own ? score * weight : 0
}

// 标题里有这个词的，讲的多半是它；只问一样东西，拿它开头的，更是。
function titled(section, word, named, alone) {
  if (alone && section.low[0].replace(/^[\d.]+/, "").startsWith(word)) return 3.4
  return named ? 2.5 : section.page.startsWith("tools/") ? 0.6 : 1
}

function result({ location, title, text, owner }, words, score) {
  const terms = Object.fromEntries(words.slice(0, 1).map(word => [word, true]))
  return { location, title: mark(title, words) + owner, text: `<p>${mark(excerpt(text, words), words)}</p>`, score, terms }
}

// 原文里词的中间可以有空格。
function pattern(words) {
  const loose = word => [...word].map(letter => letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s*")
  return words.length ? new RegExp(`(${[...words].sort((one, other) => other.length - one.length).map(loose).join("|")})`, "gi") : null
}

function excerpt(text, words) {
  const at = words.length ? text.search(pattern(words)) : -1
  const from = Math.max(0, at - 24)
  return (from ? "…" : "") + text.slice(from, from + 100) + (from + 100 < text.length ? "…" : "")
}

function mark(text, words) {
  const escape = part => part.replace(/[&<>]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign])
  const found = pattern(words)
  if (!found) return escape(text)
  return text.split(found).map((part, place) => (place % 2 ? `<mark>${escape(part)}</mark>` : escape(part))).join("")
}
