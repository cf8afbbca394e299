// 全站搜索：在原文里逐字找，不靠分词，所以句子中间的词也找得到；空格、全角半角、大小写不影响。收发的消息与主题自带的搜索相同。
const SETUP = 0, READY = 1, RESULT = 3
const trade = new URLSearchParams(location.search).get("trade") ?? ""
/** @type {[RegExp, number][]} */
const WEIGHTS = [[/^tools\/[^#]+$/, 2.1], [/\/faq\//, 2.2], [/^kit\//, 1.3], [/\/(procedures|emergency|remedies|scenes)\//, 1.3], [/^cooperation\//, 2.2], [/^(law|changes|reuse)\//, 0.45], [/\/cases\//, 0.7]]
const OTHERS = /\/(faq|guide|manual|brochure)\//
// 一问一答、一个故事，各算一条，不并到同一页里。
const ALONE = /\/(faq|scenes|procedures)\/$/
let sections, groups = [], initials = {}, loading

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
  initials = data.initials
  sections = data.sections.map(doc => {
    const place = doc.also?.includes(trade.slice(0, -1)) ? doc.location.replace(/^[^/]+\//, trade) : doc.location
    const page = place.split("#")[0]
    const [title, text] = [plain(doc.title), plain(doc.text)]
    const home = titles.get(`${page.split("/")[0]}/`)
    const owner = page === place && home && !title.includes(home) ? `　${home}` : ""
    const weight = WEIGHTS.reduce((all, [kind, by]) => all * (kind.test(place) ? by : 1), near(doc, page) * (page === place && ALONE.test(page) ? 0.4 : 1))
    return { location: place, page, title, text, owner, weight, low: [title, text, titles.get(page) ?? ""].map(narrow) }
  })
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

// 整句连着找；找不到，拆开的词都要有；再找不到，当一句话来问，少见的相邻两字对得上才算；最后让一个字写错。
// 只有字母的，从词的开头对起，找不到的当拼音首字母。
function search(query) {
  const words = query.normalize("NFKC").toLowerCase().split(/[\s，。、；：？！“”（）《》,.;:?!"()]+/).filter(Boolean)
  if (!words.length) return []
  const ways = [[words.join("")], words].map(way => way.map(variants))
  const letters = /^[a-z]+$/.test(words[0]) && words.length < 2
  const begun = letters && ways[0][0].length < 2 ? new RegExp(`(?<![a-z])${words[0]}`, "i") : /^/
  let exact = []
  for (const way of words.length > 1 ? ways : ways.slice(0, 1))
    if (!exact.length) exact = group(way.flat(), section => begun.test(`${section.title} ${section.text}`) ? rate(section, way) : 0)
  if (exact.length > 2) return exact
  const shown = new Set(exact.map(items => items[0].location))
  const more = (letters ? sounded(words[0]) : ask(words.join(""))).filter(items => !shown.has(items[0].location))
  return exact.length || more.length ? [...exact, ...more] : oneOff(words.join(""))
}

// 一个词和与它同义的词；词在句子里的，句子也换着说一遍。
function variants(word) {
  const found = [word]
  for (const group of groups)
    for (const same of group)
      if (word.includes(same) && same.length > 1) found.push(...group.filter(other => other !== same && !word.includes(other)).map(other => word.replace(same, other)))
  return [...new Set(found)].slice(0, 12)
}

const PARTICLES = /[的了吗呢吧啊呀么把被给和跟与就都还也很]|怎么办|怎么样|怎么|什么时候|什么|在哪里|哪里|放哪|多久|多少|几年|为什么|可以|能不能|会不会|行不行|可不可以|要不要|是不是|算不算|有没有|我们|他们|我|他|请问|一下|如何|哪些|哪个|应该|需要|不能|能|会|要/g

function ask(sentence) {
  const terms = new Map()
  const said = sentence.replace(PARTICLES, " ").split(" ").filter(part => part.length > 1)
  for (const part of said.length ? said : [sentence])
    for (let at = 0; at < part.length - 1; at += 1) add(part.slice(at, at + 2), 1)
  for (const group of groups)
    if (group.some(word => sentence.includes(word))) for (const word of group) add(word, sentence.includes(word) ? 1.5 : 0.8, group)
  const sum = keys => keys.reduce((total, key) => total + terms.get(key).weight, 0)
  const whole = [...terms.entries()].filter(([, { group }]) => !group).reduce((total, [, { weight }]) => total + weight, 0)
  const alone = new Set([...terms].map(([key, { group }]) => group ?? key)).size < 2
  return group([...terms.keys()], section => {
    const own = [...terms.keys()].filter(key => holders(key).has(section))
    const told = new Set(own.map(key => terms.get(key).group ?? key))
    if (!own.length || (told.size < 2 && terms.size > 2 && !own.some(key => section.low[0].includes(key)))) return 0
    const best = [...told].map(one => Math.max(...own.filter(key => (terms.get(key).group ?? key) === one).map(key => terms.get(key).weight * titled(section, key, alone))))
    const score = best.reduce((total, weight) => total + weight, 0)
    return sum(own) < whole * 0.22 ? 0 : score * (told.size / Math.sqrt(terms.size)) * section.weight * Math.min(1, Math.sqrt(600 / section.text.length))
  })

  function add(word, by, group) {
    const many = holders(word).size
    if (many) terms.set(word, { weight: by * Math.log(sections.length / many + 1) * Math.sqrt(word.length / 2), group })
  }
}

// 拼音首字母：lz 是离职，多音字每个音都算。只看标题和同义词里连着的字；常说的、在同义词里的先。
function sounded(letters) {
  const kinds = letters.length > 1 ? [...letters].map(letter => initials[letter]) : []
  if (!kinds.length || !kinds.every(Boolean)) return []
  const shape = new RegExp(`(?=(${kinds.map(kind => `[${kind}]`).join("")}))`, "g")
  const said = new Set(groups.flat())
  const seen = new Map()
  for (const text of [...sections.map(({ low }) => low[0]), ...said])
    for (const [, word] of text.matchAll(shape)) seen.set(word, (seen.get(word) ?? 0) + 1)
  const likely = (word, times) => Math.log(1 + holders(word).size) * Math.sqrt(times) * (said.has(word) ? 3 : LITTLE.test(word) ? 0.3 : 1) + (said.has(word) ? 10 : 0)
  const order = [...seen].map(([word, times]) => ({ word, by: likely(word, times) })).sort((one, other) => other.by - one.by)
  const best = order.slice(0, 6).filter(({ by }) => by > order[0].by / 4)
  const ways = best.flatMap(({ word, by }) => variants(word).map((way, at) => ({ way, by: by * (at ? 0.3 : 1) })))
  return group(ways.map(({ way }) => way), section => Math.max(0, ...ways.map(({ way, by }) => (section.low[0].includes(way) ? rate(section, [[way]]) * by : 0))))
}
const LITTLE = /[的了和与不是在怎什这些个]/

// 打错一个字：每个位置轮着当作任意一个字。
function oneOff(word) {
  if (word.length < 3 || word.length > 8) return []
  const safe = part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  const shapes = [...word].map((_, at) => safe(word.slice(0, at)) + "." + safe(word.slice(at + 1)))
  const near = new RegExp(`${shapes.join("|")}|${[...word].map((_, at) => safe(word.slice(0, at) + word.slice(at + 1))).join("|")}`)
  return group([], section => (near.test(section.low[0]) ? 10 : near.test(section.low[1]) ? 1 : 0) * section.weight)
}

// 哪些段落有这个词；每按一个键都要问，记住答案。
const known = new Map()
function holders(word) {
  if (known.size > 400) known.clear()
  if (!known.has(word)) known.set(word, new Set(sections.filter(({ low: [title, text] }) => title.includes(word) || text.includes(word))))
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
  const { weight, low: [title, text, pageTitle] } = section
  let score = 0
  let own = false
  for (const way of ways) {
    const best = Math.max(...way.map((word, at) => {
      const many = holders(word).has(section) ? Math.min(text.split(word).length - 1, 4) : 0
      const here = title.includes(word) ? 10 + 12 * (word.length / (title.length + 1)) : 0
      if (here || many) own = true
      return (here + many || (pageTitle.includes(word) ? 0.5 : 0)) * (at ? 0.7 : 1)
    }))
    if (!best) return 0
    score += best
  }
  return own ? score * weight : 0
}

// 标题里有这个词的，讲的多半是它；只问一样东西，拿它开头的，更是。
function titled({ low: [title] }, word, alone) {
  if (alone && title.replace(/^[\d.]+/, "").startsWith(word)) return 3.4
  return title.includes(word) ? 2.5 : 1
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
