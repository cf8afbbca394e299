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
