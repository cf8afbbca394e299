// 泄密应急：给页面上的每一步记时间、记留了什么，最后打印成一份记录。
{
const { h, button, entry, store, device, wipe } = globalThis.PARTS
const place = document.querySelector("div#first-hour.tool")

function incident() {
  const saved = { shared: null, ...store.get("first-hour") }
  const keep = () => { if (saved.shared === false) store.set("first-hour", saved) }
  const done = h("p", { id: "done", role: "status" })
  const steps = [...document.querySelectorAll(".md-content li")].filter(step => step.querySelector("input[type=checkbox]"))

  const time = stamp => new Date(stamp).toLocaleString("zh-CN", { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" })
  const count = () => { done.textContent = `${steps.length} 步做了 ${steps.filter((_, number) => saved[number]?.at).length} 步。` }

  function field(key, words) {
    return entry(words, h("textarea", { rows: 1, value: saved[key]?.note ?? "" }), note => { saved[key] = { ...saved[key], note }; keep() })
  }

  function step(item, number) {
    const stamp = h("time", {})
    const press = button("", () => {
      const one = saved[number] ??= {}
      if (one.at) one.undone = `${one.undone ?? ""}做于 ${time(one.at)}，撤销于 ${time(Date.now())}。`
      one.at = one.at ? null : Date.now()
      keep()
      draw()
    })
    function draw() {
      const at = saved[number]?.at
      stamp.textContent = `${saved[number]?.undone ?? ""}${at ? `做于 ${time(at)}` : ""}`
      press.textContent = at ? "撤销" : "做了，记时间"
      press.setAttribute("aria-label", `${press.textContent}：${item.dataset.words}`)
      count()
    }
    item.dataset.words = item.textContent.trim()
    item.querySelector("input").remove()
    item.append(h("div", { className: "tool tool-step" }, press, " ", stamp, field(number, "留了什么、在谁手里")))
    draw()
  }

  place.replaceChildren(device(saved, "first-hour", keep), field("who", "谁在记，厂名"), field("what", "什么时候、在哪里、看到什么"), done)
  steps.forEach(step)
  document.querySelector("#record").replaceChildren(
    button("打印成记录", () => print()),
    wipe("first-hour", () => location.reload()))
}

if (place) incident()
}
