// 四件小事：窄屏上表格按行排成卡片，流程图点开看大图，页首的按钮能用键盘按，输入法和粘贴也能搜。没有它，内容一样能看。
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" }

for (const table of document.querySelectorAll(".md-typeset table")) {
  const heads = [...table.querySelectorAll("thead th")].map(cell => cell.textContent.trim())
  if (heads.length < 3) continue
  table.dataset.cards = heads.length
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) part.setAttribute("role", roles[part.tagName])
  for (const row of table.querySelectorAll("tbody tr"))
    [...row.cells].forEach((cell, column) => { cell.dataset.label = heads[column] })
}

for (const picture of document.querySelectorAll("img.flow")) {
  const link = document.createElement("a")
  link.href = picture.src
  link.className = "flow-box"
  picture.replaceWith(link)
  link.append(picture)
}

for (const [name, label] of [["__drawer", "打开目录"], ["__search", "打开搜索"]]) {
  const button = document.querySelector(`.md-header__button[for=${name}]`)
  if (!button) continue
  Object.assign(button, { tabIndex: 0, ariaLabel: label, role: "button" })
  button.addEventListener("keydown", event => {
    if (event.key !== " ") return
    event.preventDefault()
    button.click()
  })
}

// 主题只听键盘抬起，输入法上屏、语音和粘贴不会触发。
const query = document.querySelector(".md-search__input")
query?.addEventListener("input", () => query.dispatchEvent(new Event("keyup")))

// 长的页：一问一答、一项秘密、一个流程、一个场景各收成一条，点开看；按地址进来的自动打开，打印时全部展开，没有脚本时一直是开的。
{
  const article = document.querySelector("article.md-content__inner")
  const foldable = [...(article?.querySelectorAll("h3[id]") ?? [])]
  const told = foldable.length > 11 ? foldable : [...(article?.querySelectorAll("h2[id^=scene-]") ?? [])]
  const sections = [...(article?.querySelectorAll("h2[id]") ?? [])]
  const basis = sections.filter(section => section.id.endsWith("法律依据与核对日期"))
  if (told.length > 11) fold([...told, ...basis])
  else if (sections.length > 5 && article.scrollHeight > 18000) fold(sections)

  function fold(headings) {
    const lasting = "onbeforematch" in document.body ? "until-found" : ""
    const set = (heading, open) => {
      heading.firstChild.ariaExpanded = String(open)
      if (open) heading.nextElementSibling.removeAttribute("hidden")
      else heading.nextElementSibling.setAttribute("hidden", lasting)
    }
    for (const heading of headings) {
      const level = Number(heading.tagName[1])
      const body = document.createElement("div")
      const button = Object.assign(document.createElement("button"), { type: "button", className: "fold" })
      body.className = "fold-body"
      for (let next = heading.nextElementSibling; next && !(/^H[1-6]$/.test(next.tagName) && Number(next.tagName[1]) <= level); next = heading.nextElementSibling) body.append(next)
      button.append(...heading.childNodes)
      heading.append(button)
      heading.after(body)
      set(heading, false)
      button.addEventListener("click", () => set(heading, button.ariaExpanded !== "true"))
      body.addEventListener("beforematch", () => set(heading, true))
    }
    const all = Object.assign(document.createElement("button"), { type: "button", className: "fold-all", textContent: "全部展开" })
    all.addEventListener("click", () => {
      const open = all.textContent === "全部展开"
      for (const heading of headings) set(heading, open)
      all.textContent = open ? "全部收起" : "全部展开"
    })
    article.querySelector("h1")?.after(all)
    const arrive = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
      if (!target) return
      const heading = headings.find(one => one === target || one.nextElementSibling.contains(target))
      if (heading) set(heading, true)
      target.scrollIntoView()
    }
    addEventListener("hashchange", arrive)
    arrive()
  }
}
