// 不用网络的那一份：搜索是单独的一页，全文随页面带着。
prepare(globalThis.DOCS)
const field = /** @type {HTMLInputElement} */ (document.getElementById("query"))
const many = document.getElementById("many")
const list = document.getElementById("found")

// 文件夹的地址在磁盘上打不开，写到 index.html。
function named(place) {
  const [page, mark] = place.split("#")
  return `${page}${page === "" || page.endsWith("/") ? "index.html" : ""}${mark ? `#${mark}` : ""}`
}

function show() {
  const query = field.value.trim()
  const hits = query ? search(query).slice(0, 30) : []
  many.textContent = query ? (hits.length ? `找到 ${hits.length} 处` : "没有找到，换个短一点的词试试") : ""
  list.replaceChildren(...hits.map(([first]) => {
    const item = document.createElement("li")
    const link = Object.assign(document.createElement("a"), { href: named(first.location) })
    link.innerHTML = first.title
    const words = document.createElement("div")
    words.innerHTML = first.text
    item.append(link, words)
    return item
  }))
}

field.addEventListener("input", show)
