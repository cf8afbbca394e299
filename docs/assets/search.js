// 全站搜索：在原文里逐字找，不靠分词，所以句子中间的词也找得到。收发的消息与主题自带的搜索相同。
const SETUP = 0, READY = 1, RESULT = 3
const trade = new URLSearchParams(location.search).get("trade")
let sections, loading

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    if (data.docs.length) sections = data.docs
    return postMessage({ type: READY })
  }
  const words = data.toLowerCase().split(/[\s，。、；：？！“”（）《》]+/).filter(Boolean)
  if (words.length) sections = await (loading ??= load())
  postMessage({ type: RESULT, data: { items: words.length ? search(words) : [] } })
})

// 全文不在主题一开页就取的清单里时，等第一次搜索再取。
async function load() {
  return prepare(sections ?? (await (await fetch("../search/docs.json")).json()))
}

function prepare(docs) {
  const titles = new Map(docs.map(doc => [doc.location, plain(doc.title)]))
  return docs.map(doc => {
    const page = doc.location.split("#")[0]
    const [title, text] = [plain(doc.title), plain(doc.text)]
    const home = titles.get(`${page.split("/")[0]}/`)
    const owner = page === doc.location && home && !title.includes(home) ? `　${home}` : ""
    return { location: doc.location, page, title, text, owner, low: [title, text, titles.get(page) ?? ""].map(part => part.toLowerCase()) }
  })
}

function plain(html) {
  const marks = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" }
  return html.replace(/\u200b/g, "").replace(/<[^>]+>/g, " ").replace(/&(?:lt|gt|quot|#39|amp);/g, mark => marks[mark]).replace(/\s+/g, " ").trim()
}

// 先找全部词都有的段落；一段也没有，就当整句话来问，再找相近的：相邻两字少见的，对得上才算数。
function search(words) {
  const exact = group(words, section => rate(section, words))
  if (exact.length) return exact
  const pairs = [...new Set(words.flatMap(word => [...word].slice(1).map((_, place) => word.slice(place, place + 2))))]
  const rare = new Map(pairs.map(pair => [pair, Math.log(sections.length / sections.filter(section => holds(section, pair)).length)]))
  for (const [pair, weight] of rare) if (weight === Infinity) rare.delete(pair)
  return group([...rare.keys()], section => resemble(section, rare))
}

function holds({ low: [title, text] }, word) {
  return title.includes(word) || text.includes(word)
}

function resemble(section, rare) {
  const sum = words => words.reduce((total, word) => total + rare.get(word), 0)
  const own = [...rare.keys()].filter(word => holds(section, word))
  if (own.length < 2 || sum(own) < sum([...rare.keys()]) * 0.35) return 0
  const weight = sum(own) + sum(own.filter(word => section.low[0].includes(word)))
  return weight * (trade && section.page.startsWith(trade) ? 1.5 : 1)
}

function group(words, judge) {
  const pages = new Map()
  for (const section of sections) {
    const score = judge(section)
    if (score) pages.set(section.page, [...(pages.get(section.page) ?? []), result(section, words, score)])
  }
  for (const [page, found] of pages) {
    found.sort((one, other) => other.score - one.score)
    const first = sections.find(section => section.location === page)
    if (first && !found.some(item => item.location === page)) found.push(result(first, [], 0))
  }
  return [...pages.values()].sort((one, other) => other[0].score - one[0].score).slice(0, 100)
}

function rate({ page, low: [title, text, pageTitle] }, words) {
  const own = words.filter(word => title.includes(word) || text.includes(word))
  const all = words.filter(word => own.includes(word) || pageTitle.includes(word))
  if (!own.length || all.length < words.length) return 0
  const weight = all.reduce((sum, word) => sum + (title.includes(word) ? 10 : 0) + Math.min(text.split(word).length - 1, 4), 0)
  return (weight + 1) * all.length * (trade && page.startsWith(trade) ? 2 : 1)
}

function result({ location, title, text, owner }, words, score) {
  const terms = Object.fromEntries(words.map(word => [word, true]))
  return { location, title: mark(title, words) + owner, text: `<p>${mark(excerpt(text, words), words)}</p>`, score, terms }
}

function excerpt(text, words) {
  const places = words.map(word => text.toLowerCase().indexOf(word)).filter(place => place >= 0)
  const start = Math.max(0, Math.min(...places, text.length) - 24)
  const from = places.length ? start : 0
  return (from ? "…" : "") + text.slice(from, from + 100) + (from + 100 < text.length ? "…" : "")
}

function mark(text, words) {
  const escape = part => part.replace(/[&<>]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign])
  if (!words.length) return escape(text)
  const pattern = new RegExp(`(${words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi")
  return text.split(pattern).map((part, place) => (place % 2 ? `<mark>${escape(part)}</mark>` : escape(part))).join("")
}
