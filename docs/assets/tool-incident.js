// 泄密应急：给页面上的每一步记时间、记留了什么，最后打印成一份记录。
{
const { h, button, entry, store } = globalThis.PARTS
const place = document.querySelector("div#first-hour.tool")

function incident() {
  let saved = store.get("first-hour") ?? {}
  const keep = () => store.set("first-hour", saved)
  const done = h("p", { id: "done", role: "status" })
  const steps = [...document.querySelectorAll(".md-content li")].filter(step => step.querySelector("input[type=checkbox]"))

  const time = stamp => new Date(stamp).toLocaleString("zh-CN", { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" })
  const count = () => { done.textContent = `${steps.length} 步做了 ${steps.filter((_, number) => saved[number]?.at).length} 步。` }

  function field(key, words) {
    return entry(words, h("textarea", { rows: 1, value: saved[key]?.note ?? "" }), note => { saved[key] = { ...saved[key], note }; keep() })
  }

  function step(item, number) {
    const box = item.querySelector("input[type=checkbox]")
    const stamp = h("time", {})
    const press = button("", () => {
      saved[number] = { ...saved[number], at: saved[number]?.at ? null : Date.now() }
      keep()
      draw()
    })
    function draw() {
      const at = saved[number]?.at
      box.checked = Boolean(at)
      stamp.textContent = at ? `做于 ${time(at)}` : ""
      press.textContent = at ? "撤销" : "做了，记时间"
      press.setAttribute("aria-label", `${press.textContent}：${item.dataset.words}`)
      count()
    }
    item.dataset.words = item.textContent.trim()
    box.disabled = true
    item.append(h("div", { className: "tool tool-step" }, press, " ", stamp, field(number, "留了什么、在谁手里")))
    draw()
  }

  place.replaceChildren(field("who", "谁在记，厂名"), field("what", "什么时候、在哪里、看到什么"), done)
  steps.forEach(step)
  document.querySelector("#record").replaceChildren(
    button("打印成记录", () => print()),
    button("全部删除", () => { store.remove("first-hour"); location.reload() }))
}

if (place) incident()
}
