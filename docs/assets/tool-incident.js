// 泄密应急：给页面上的每一步记时间、记留了什么，最后打印成一份记录。
{
const { h, button, copier, entry, memory } = globalThis.PARTS
const TITLE = "泄密事件记录"
const HEAD = { who: "谁在记，厂名", what: "什么时候、在哪里、看到什么" }
const KEPT = "留了什么、在谁手里"
const place = document.querySelector("div#first-hour.tool")

function incident() {
  let saved
  const { keep, device, wiper } = memory("first-hour", value => saved = { shared: null, ...value }, () => draw())
  const done = h("p", { id: "done", role: "status" })
  const printed = h("p", { className: "tool-printed" })
  const steps = [...document.querySelectorAll(".md-content li")].filter(step => step.querySelector("input[type=checkbox]")).map(item => {
    const words = item.textContent.trim()
    const room = h("div", { className: "tool tool-step" })
    item.querySelector("input").remove()
    item.append(room)
    return { words, room }
  })

  const time = stamp => new Date(stamp).toLocaleString("zh-CN", { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" })
  const note = key => saved[key]?.note ?? ""
  const stamped = number => `${saved[number]?.undone ?? ""}${saved[number]?.at ? `做于 ${time(saved[number].at)}` : ""}`
  const lacking = number => saved[number]?.at ? "" : "未做"

  function field(key, words) {
    return entry(words, h("textarea", { rows: 1, value: note(key) }), note => { saved[key] = { ...saved[key], note }; keep() })
  }

  function step({ words, room }, number) {
    const stamp = h("time", {})
    const open = h("span", { className: "tool-printed" })
    const press = button("", () => {
      const one = saved[number] ??= {}
      if (one.at) one.undone = `${one.undone ?? ""}做于 ${time(one.at)}，撤销于 ${time(Date.now())}。`
      one.at = one.at ? null : Date.now()
      keep()
      show()
    })
    function show() {
      stamp.textContent = stamped(number)
      open.textContent = lacking(number)
      press.textContent = lacking(number) ? "做了，记时间" : "撤销"
      press.setAttribute("aria-label", `${press.textContent}：${words}`)
      done.textContent = `${steps.length} 步做了 ${steps.filter((_, number) => !lacking(number)).length} 步。`
    }
    room.replaceChildren(press, " ", stamp, open, field(number, KEPT))
    show()
  }

  function draw() {
    place.replaceChildren(device, h("h2", { className: "tool-printed", textContent: TITLE }), printed, ...Object.entries(HEAD).map(([key, words]) => field(key, words)), done)
    steps.forEach(step)
  }

  const record = () => [TITLE, `写于 ${time(Date.now())}`, ...Object.entries(HEAD).map(([key, words]) => `${words}：${note(key)}`),
    ...steps.map(({ words }, number) => `${number + 1}. ${words}：${stamped(number)}${lacking(number)}。${note(number) && `${KEPT}：${note(number)}`}`)].join("\n")

  draw()
  addEventListener("beforeprint", () => { printed.textContent = `打印于 ${time(Date.now())}` })
  document.querySelector("#record").replaceChildren(button("打印成记录", () => print()), copier(record), wiper())
}

if (place) incident()
}
