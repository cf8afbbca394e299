// 三件小事：页首的按钮能用键盘按，输入法和粘贴也能搜，长的页收起来。没有它，内容一样能看。
for (const [name, label] of [["__drawer", "打开目录"], ["__search", "打开搜索"]]) {
  const place = document.querySelector(`.md-header__button[for=${name}]`)
  if (!place) continue
  const button = Object.assign(document.createElement("button"), { type: "button", className: "header-press", ariaLabel: label })
  button.append(...place.childNodes)
  place.append(button)
  button.addEventListener("click", () => document.getElementById(name).click())
}
document.querySelector(".md-search")?.setAttribute("aria-label", "搜索全站")

// 主题只听键盘抬起，输入法上屏、语音和粘贴不会触发。
const query = document.querySelector(".md-search__input")
query?.addEventListener("input", () => query.dispatchEvent(new Event("keyup")))

// 长的页：一问一答、一项秘密、一个流程、一个场景各收成一条，点开看；按地址进来的自动打开，打印时全部展开，没有脚本时一直是开的。
{
  const article = document.querySelector("article.md-content__inner")
  const folds = document.documentElement.dataset.folds
  const wanted = { h3: "h3[id], h2[id=secrets], h2[id$=法律依据与核对日期]", scenes: "h2[id^=scene-], h2[id$=法律依据与核对日期]", h2: "h2[id]" }
  if (folds) fold([...article.querySelectorAll(wanted[folds])])

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
      heading.querySelector(".headerlink")?.remove() // 按钮里不能再有链接；每一条下面有“复制链接”
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
    document.documentElement.dataset.folded = ""
    addEventListener("hashchange", arrive)
    arrive()
  }
}
