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

// 先找全部词都有的段落；一段也没有，再找四成以上相邻两字都有的段落：整句话来问，用词很少全对得上。
function search(words) {
  const exact = group(words, words.length)
  if (exact.length) return exact
  const pairs = [...new Set(words.flatMap(word => [...word].slice(1).map((_, place) => word.slice(place, place + 2))))]
  return pairs.length > 1 ? group(pairs, Math.ceil(pairs.length * 0.4)) : []
}

function group(words, least) {
  const pages = new Map()
  for (const section of sections) {
    const score = rate(section, words, least)
    if (score) pages.set(section.page, [...(pages.get(section.page) ?? []), result(section, words, score)])
  }
  for (const [page, found] of pages) {
    found.sort((one, other) => other.score - one.score)
    const first = sections.find(section => section.location === page)
    if (first && !found.some(item => item.location === page)) found.push(result(first, [], 0))
  }
  return [...pages.values()].sort((one, other) => other[0].score - one[0].score).slice(0, 100)
}

function rate({ page, low: [title, text, pageTitle] }, words, least) {
  const own = words.filter(word => title.includes(word) || text.includes(word))
  const all = words.filter(word => own.includes(word) || pageTitle.includes(word))
  if (!own.length || all.length < least) return 0
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
