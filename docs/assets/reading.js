// 读起来方便：大字，复制这一条的链接，图在页里放大，聊天软件里怎么下载，上次看的行业。没有它，内容一样能看。
{
const part = (tag, props, ...children) => {
  const made = Object.assign(document.createElement(tag), props)
  made.append(...children)
  return made
}
const kept = (name, value) => {
  try { return value === undefined ? localStorage.getItem(name) : value ? localStorage.setItem(name, value) : localStorage.removeItem(name) } catch { return null }
}

// 一句话，几秒后收走；读屏软件会念。
const told = part("p", { className: "told" })
told.setAttribute("role", "status")
document.body.append(told)
let waiting
function say(words) {
  told.textContent = words
  clearTimeout(waiting)
  waiting = setTimeout(() => { told.textContent = "" }, 8000)
}

// 大字：整站放大，记在这台设备上；页首那一行脚本在画出来以前就用上。
{
  const root = document.documentElement
  const button = part("button", { type: "button", className: "md-header__button large-switch", textContent: "大字" })
  const show = () => { button.ariaPressed = String(root.classList.contains("large")) }
  button.addEventListener("click", () => {
    kept("large", root.classList.toggle("large") ? "1" : "")
    show()
  })
  show()
  document.querySelector(".md-header__inner label[for=__search]")?.before(button)
}

// 复制链接：长页里每一条下面有一个按钮；别的页点标题旁的“¶”。
async function copy(text, done = "链接复制好了，到群里粘贴就行。") {
  try { await navigator.clipboard.writeText(text) } catch {
    const area = part("textarea", { value: text })
    document.body.append(area)
    area.select()
    const copied = document.execCommand("copy")
    area.remove()
    if (!copied) return prompt("这里不能自动复制，请长按下面的字：", text)
  }
  say(done)
}
const here = location.href.split("#")[0]
for (const body of document.querySelectorAll(".fold-body")) {
  const button = part("button", { type: "button", className: "copy-link", textContent: "复制这一条的链接" })
  button.addEventListener("click", () => copy(`${here}#${body.previousElementSibling.id}`))
  body.append(button)
}
for (const link of document.querySelectorAll(".headerlink")) link.addEventListener("click", () => copy(here + link.getAttribute("href")))

// 图：点开在页里放大，手指拖着看，按 Esc 或“关上”回来。
{
  const frame = part("div", { className: "enlarged-frame", tabIndex: 0 })
  frame.setAttribute("role", "group")
  frame.setAttribute("aria-label", "大图，可以上下左右拖")
  const dialog = part("dialog", { className: "enlarged md-typeset", ariaLabel: "大图" },
    part("form", { method: "dialog" }, part("button", { className: "md-button", textContent: "关上" })), frame)
  let home
  const open = (picture, from) => {
    home = from
    frame.replaceChildren(picture)
    dialog.showModal()
  }
  dialog.addEventListener("close", () => {
    home?.prepend(...frame.children)
    frame.replaceChildren()
  })
  dialog.addEventListener("click", event => { if (event.target === dialog || event.target.closest("a")) dialog.close() })
  document.body.append(dialog)
  for (const link of document.querySelectorAll("a.flow-box"))
    link.addEventListener("click", event => {
      event.preventDefault()
      open(link.querySelector("img").cloneNode())
    })
  for (const drawing of document.querySelectorAll("svg.drawing")) {
    const button = part("button", { type: "button", className: "copy-link", textContent: "点开看大图" })
    const box = drawing.parentElement
    box.append(button)
    button.addEventListener("click", () => open(drawing, box))
  }
}

// 聊天软件自带的浏览器多半不让下载。
const fetched = () => { if (/MicroMessenger|DingTalk|QQ\//.test(navigator.userAgent)) say("打不开的话：点右上角的“…”，选“在浏览器中打开”，再下载。") }
for (const link of document.querySelectorAll("a.download")) link.addEventListener("click", fetched)
globalThis.READING = { say, copy, fetched }

// 上次看的行业排在前面，别处指向它的链接加粗。
{
  const trade = String(kept("trade") ?? "").replace("/", "")
  const card = trade && document.querySelector(`.card.trade-${CSS.escape(trade)}`)
  if (card) {
    card.parentNode.prepend(card)
    card.querySelector("h3").append(part("small", { textContent: "（上次看的）" }))
  } else if (trade && /\/(troubles|roles)\//.test(location.pathname))
    for (const link of document.querySelectorAll(`article a[href*="/${CSS.escape(trade)}/"]`)) link.classList.add("own-trade")
}
}
