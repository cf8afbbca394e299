// 自评、考一考，和各样工具共用的零件。资料在 tools/data.js，填的东西只在这台设备上。
{
const { TOOLS } = globalThis
const { say, copy, fetched } = globalThis.READING
const ANSWERS = ["做到", "部分", "没有", "不适用"]
// 手写的、意思清楚的，也认。
const MEANT = [/^(做到了?|√|✓|✔|是)$/, /^部分(做到)?了?$/, /^(没有?(做到)?|×|否|无)$/, /^不适用$/]
const UNREAD = "没有读：这不是导出的 CSV，或者第一行不是它的栏目。图片读不了；Excel 文件先另存为 CSV。"

function h(tag, props = {}, ...children) {
  const { dataset, ...rest } = props
  const part = Object.assign(document.createElement(tag), rest)
  Object.assign(part.dataset, dataset)
  part.append(...children)
  return part
}

function button(words, act) {
  const part = h("button", { type: "button", className: "md-button", textContent: words })
  part.addEventListener("click", act)
  return part
}

const copier = text => button("复制文字", () => copy(text(), "文字复制好了。"))

function choice(words, props, act) {
  const box = h("input", { type: "radio", ...props })
  box.addEventListener("change", () => act(box))
  return h("label", { className: "tool-choice" }, box, words)
}

// 一栏：上面是字，下面是填的地方；格子跟着字长高，印出来的是同样的字，一个也不少。
function entry(words, input, act) {
  const grow = h("span", { className: "tool-grow" }, input)
  const full = h("span", { className: "tool-hint", role: "status" })
  const show = () => {
    grow.dataset.value = input.selectedOptions?.[0].textContent ?? input.value
    full.textContent = input.value.length === input.maxLength ? `写满了，最多 ${input.maxLength} 个字，再写就不收。` : ""
  }
  input.addEventListener("input", () => { show(); act(input.value) })
  show()
  return h("label", { className: "tool-field" }, words, grow, full)
}

// 只有一行的字，长了自己折下来。
function line(value, props = {}) {
  const part = h("textarea", { rows: 1, value, autocomplete: "off", ...props })
  part.addEventListener("keydown", event => { if (event.key === "Enter" && !event.isComposing) event.preventDefault() })
  part.addEventListener("input", () => { if (part.value.includes("\n")) part.value = part.value.replace(/\s*\n\s*/g, "") })
  return part
}

// 浏览器不准存的时候，照样能答，只是下次要重来。
const store = {
  get(key) { try { return localStorage.getItem(key) } catch { return null } },
  set(key, text) { try { localStorage.setItem(key, text); return true } catch { return false } },
  remove(key) { try { localStorage.removeItem(key) } catch { /* 没有存过 */ } },
}

// 单选的一栏：[字, 值] 或者只有字。
function select(options, chosen, props = {}) {
  return h("select", props, ...options.map(option => {
    const [textContent, value = textContent] = [option].flat()
    return h("option", { textContent, value, selected: value === chosen })
  }))
}

function chooser(label, chosen, change) {
  const trades = select(Object.entries(TOOLS.trades).map(([slug, { name }]) => [name, slug]), chosen, { id: "trade" })
  trades.addEventListener("change", () => change(trades.value))
  return h("p", {}, h("label", { htmlFor: "trade", textContent: label }), " ", trades)
}

// 一样工具填的东西：能不能存在这台设备上，先问；没有存下的，关网页以前问一声；另一个窗口改过、删过，这里跟着，不把它盖掉。
// take 收下存着的（没有就从空的开始），交回现在的；draw 重画。
function memory(key, take, draw) {
  let last = store.get(key)
  let unsaved = false
  let state = read()
  const hint = h("p", { className: "tool-hint", role: "status" })
  const answers = [["只有我用：可以存，下次接着填", false], ["别人也用：不存，关掉网页就没有了", true]].map(([words, shared]) => choice(words, { name: "device" }, () => {
    state.shared = shared
    if (!shared) return keep()
    unsaved ||= last !== null
    store.remove(key)
    last = null
    show()
  }))
  const device = h("fieldset", { className: "tool-device" }, h("legend", { textContent: "这台手机或电脑，别人也用吗？" }), ...answers, hint)

  function read() {
    let value = null
    try { value = JSON.parse(last) } catch { /* 不是这里存的 */ }
    return take(value)
  }

  function show() {
    answers.forEach(({ firstChild }, at) => { firstChild.checked = state.shared === Boolean(at) })
    device.classList.toggle("asking", unsaved && !state.shared)
    hint.textContent = state.shared ? "不存。关掉网页以前，先打印或者导出。"
      : state.shared === null ? unsaved ? "填的还没有存。先选一个。" : "没有选以前，什么也不存。"
      : unsaved ? "没有存下：浏览器不准存，或者存满了。关掉网页以前，先打印或者导出。" : "存在这台设备的浏览器里，下次接着填。"
  }

  function restart(words) {
    last = store.get(key)
    state = read()
    unsaved = false
    show()
    draw()
    say(words)
  }

  const changed = () => store.get(key) !== last
  const follow = () => restart(store.get(key) === null ? "另一个窗口里全部删除了，这里也清空了。" : "另一个窗口改过，已经读进来。")

  function keep() {
    if (state.shared === false) {
      if (changed() && !(unsaved && !confirm("另一个窗口里也填过。用那边的，这里还没有存的不要了？"))) return follow()
      const text = JSON.stringify(state)
      unsaved = !store.set(key, text)
      last = store.get(key)
    } else {
      if (state.shared === null && !unsaved) say("还没有存。到上面选：这台设备，别人也用吗？")
      unsaved = true
    }
    show()
  }

  for (const kind of ["storage", "pageshow"]) addEventListener(kind, () => { if (!unsaved && changed()) follow() })
  addEventListener("beforeunload", event => { if (unsaved) event.preventDefault() })
  show()
  return { keep, device, wiper: () => wipe(() => { store.remove(key); restart("这台设备上填的都删掉了。下载过的文件自己去删。") }) }
}

// 重画以后，键盘还停在同一样东西上；没有了，停在下一题。
function steady(place) {
  let last = null
  place.addEventListener("focusin", ({ target }) => { last = target })
  new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return
    const next = [...place.querySelectorAll(last.tagName)].find(part => part.textContent === last.textContent && part.type === last.type) ?? place.querySelector("fieldset") ?? place
    if (next.tabIndex < 0) next.tabIndex = -1
    next.focus()
  }).observe(place, { childList: true, subtree: true })
}

// 先问再删；手快连点两下，点到的是“不删”。
function wipe(act) {
  const part = h("span", { className: "tool-buttons" })
  const put = (...parts) => { part.replaceChildren(...parts); parts[0].focus() }
  const ask = () => put(button("不删", back), button("真的删，找不回来", () => { back(); act() }))
  const back = () => put(button("全部删除", ask))
  part.append(button("全部删除", ask))
  return part
}

// 只在纸上：哪天印的，前面可以写是谁的。
function stamp(words = () => "") {
  const part = h("p", { className: "tool-printed" })
  addEventListener("beforeprint", () => { part.textContent = `${words()}打印于 ${new Date().toLocaleDateString("zh-CN", { dateStyle: "long" })}` })
  return part
}

const head = names => h("thead", {}, h("tr", {}, ...names.map(textContent => h("th", { scope: "col", textContent }))))

const grouped = (items, name) => items.reduce((all, item) => all.set(item[name], [...(all.get(item[name]) ?? []), item]), new Map())

function own() {
  let slug = ""
  try { slug = (localStorage.getItem("trade") ?? "").replace("/", "") } catch { /* 没有记住 */ }
  return slug in TOOLS.trades ? slug : Object.keys(TOOLS.trades)[0]
}

function selfCheck(place) {
  let saved
  const { keep, device, wiper } = memory("self-check", value => saved = { trade: value?.trade in TOOLS.trades ? value.trade : own(), answers: value?.answers ?? {}, last: value?.last ?? {}, shared: value ? false : null }, () => { told.textContent = ""; draw() })
  const asked = () => [...TOOLS.asked, ...TOOLS.trades[saved.trade].asked]
  // 本行业的题，一个行业一套答案。
  const key = number => number.startsWith("A") ? number : `${saved.trade}/${number}`
  const said = ({ number }) => saved.answers[key(number)]
  const result = h("section", { className: "tool-result", ariaLive: "polite" })
  const told = h("p", { role: "status" })
  const printed = stamp(() => `行业：${TOOLS.trades[saved.trade].name}　`)

  function draw() {
    const list = [...grouped(asked(), "group")].map(([group, items]) => h("section", {}, h("h2", { textContent: group }), ...items.map(question)))
    place.replaceChildren(
      device, chooser("行业", saved.trade, slug => { saved.trade = slug; keep(); draw() }),
      ...list, result, told,
      h("p", { className: "tool-buttons" },
        button("导出 CSV", () => save(`自查-${TOOLS.trades[saved.trade].name}.csv`, csv())),
        reader(), button("打印", () => print()),
        button("记下这次，下次比", () => { saved.last[saved.trade] = score(); keep(); show() }),
        wiper()))
    show()
  }

  function question(item) {
    const field = h("fieldset", {}, h("legend", {}, `${item.number}　${item.question}`), h("p", { className: "tool-hint", textContent: `怎么查：${item.verify}。凭证：${item.proof}` }))
    field.append(...[...ANSWERS, "清掉"].map(answer => choice(answer, { name: item.number, value: answer, checked: said(item) === answer }, box => {
      box.checked = answer !== "清掉"
      saved.answers[key(item.number)] = box.checked ? answer : undefined
      keep()
      show()
    })))
    return field
  }

  const got = items => items.reduce((sum, item) => sum + item.weight * TOOLS.scores[said(item)], 0)
  const share = items => Math.round(100 * got(items) / items.reduce((sum, { weight }) => sum + weight, 0))
  const counted = () => asked().filter(item => said(item) in TOOLS.scores)
  const score = () => Object.fromEntries([...grouped(counted(), "group")].map(([group, items]) => [group, share(items)]))

  function show() {
    const done = asked().filter(said).length
    const weak = counted().filter(item => said(item) !== "做到").sort((one, other) => lost(other) - lost(one)).slice(0, 10)
    const now = score()
    const rows = Object.entries(now).map(([group, share]) => h("tr", {}, h("th", { scope: "row", textContent: group }), h("td", { textContent: `${share}` }), h("td", { textContent: `${saved.last[saved.trade]?.[group] ?? "—"}` })))
    result.replaceChildren(
      h("h2", { textContent: "结果" }), printed,
      h("p", { id: "score", textContent: rows.length ? `${share(counted())} 分（满分 100，按答了的题算）。答了 ${done} 题，一共 ${asked().length} 题。` : "还没有答。" }),
      ...(rows.length > 2 ? [radar(now)] : []),
      ...(rows.length ? [h("table", {}, head(["组", "这次", "上次"]), h("tbody", {}, ...rows))] : []),
      ...(weak.length ? [h("h3", { textContent: "最弱的几项，从这里改起" }), h("ol", { id: "weakest" }, ...weak.map(item => h("li", {}, `${item.question} `, h("a", { href: `../../${item.to.replace("*", saved.trade)}`, textContent: item.help }), "。")))] : []))
  }

  const lost = item => item.weight * (1 - TOOLS.scores[said(item)])

  function csv() {
    const rows = asked().map(item => [item.number, item.group, item.question, item.verify, item.proof, String(item.weight), said(item) ?? ""])
    return csvText([["题号", "组", "问什么", "怎么查", "拿什么证明", "分值", "结果"], ...rows])
  }

  function reader() {
    return fileReader(rows => {
      const lines = below(rows, ["题号", "问什么", "结果"])
      if (!lines) return told.textContent = UNREAD
      const faults = []
      let many = 0, strange = 0, other = ""
      for (const [at, { 题号, 问什么, 结果 }] of lines) {
        if (!asked().some(item => item.number === 题号 && item.question === 问什么)) {
          if (!题号) continue
          strange += 1
          other ||= Object.values(TOOLS.trades).find(({ asked }) => asked.some(({ question }) => question === 问什么))?.name
          continue
        }
        const answer = MEANT.findIndex(words => words.test(结果))
        if (answer >= 0) { saved.answers[key(题号)] = ANSWERS[answer]; many += 1 }
        else if (结果) faults.push(`第 ${at} 行写着“${结果}”，只能写${ANSWERS.join("、")}`)
      }
      keep()
      draw()
      told.textContent = `读回 ${many} 题。${strange ? `${other ? `这是${other}的：` : ""}有 ${strange} 题和这个行业的不一样，没有读。` : ""}${faults.length ? `${faults.join("；")}。` : ""}`
    })
  }
  draw()
}

// 一格以 = + - @ 开头，表格软件会当公式算（“-”后面是汉字的也算，显示成 #NAME?），前面加一撇，读回来时去掉。
// 本来就有撇、两头有空格的也加，读回来才一个字不差。
const RISKY = /^'*[\s=+\-@＝＋－＠]|\s$/

const csvText = rows => {
  const cell = text => `"${(RISKY.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`
  return "\ufeff" + rows.map(row => row.map(cell).join(",")).join("\r\n") + "\r\n"
}

function csvRows(text) {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    const cell = quoted?.replace(/""/g, '"') ?? plain
    rows.at(-1).push(cell[0] === "'" && RISKY.test(cell) ? cell.slice(1) : cell.trim())
    if (end !== ",") rows.push([])
  }
  return rows
}

// 表头下面的每一行：在第几行，每一栏写着什么；表头上面可以有标题和说明。
function below(rows, ...heads) {
  const start = rows.findIndex(row => heads.some(names => names.every(name => row.includes(name))))
  if (start >= 0) return rows.slice(start + 1).map((cells, at) => [start + at + 2, Object.fromEntries(rows[start].map((name, column) => [name, cells[column] ?? ""]))])
}

// 中文 Excel、WPS 存的 CSV 常是 GBK。
async function fileText(file) {
  const bytes = await file.arrayBuffer()
  if (new Uint8Array(bytes).includes(0)) return ""  // 图片、Excel 文件
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes) } catch { return new TextDecoder("gb18030").decode(bytes) }
}

function fileReader(read) {
  const file = h("input", { type: "file", accept: ".csv", ariaLabel: "读回导出的 CSV" })
  file.addEventListener("change", async () => {
    const text = await fileText(file.files[0])
    file.value = ""
    read(csvRows(text))
  })
  return h("label", { className: "tool-file" }, "读回 CSV ", file)
}

function save(name, content, type = "text/csv") {
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name })
  link.click()
  fetched()
  setTimeout(() => URL.revokeObjectURL(link.href), 40000)  // 苹果手机要先问存不存
}

function radar(shares) {
  const names = Object.keys(shares)
  const svg = (tag, attributes, words = "") => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", tag)
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value)
    part.textContent = words
    return part
  }
  const at = (number, far) => { const turn = 2 * Math.PI * number / names.length - Math.PI / 2; return [150 + far * Math.cos(turn), 130 + far * Math.sin(turn)].map(value => value.toFixed(1)) }
  const ring = far => names.map((_, number) => at(number, far).join(",")).join(" ")
  const drawing = svg("svg", { viewBox: "-20 0 340 264", role: "img", "aria-label": `各组得分：${names.map(name => `${name} ${shares[name]}`).join("，")}`, class: "tool-radar" })
  drawing.append(...[25, 50, 75, 100].map(part => svg("polygon", { points: ring(part), class: "ring" })))
  drawing.append(svg("polygon", { points: names.map((name, number) => at(number, shares[name]).join(",")).join(" "), class: "own" }))
  drawing.append(...names.map((name, number) => {
    const [x, y] = at(number, 107)
    const text = svg("text", { y, "text-anchor": ["end", "middle", "start"][1 + Math.sign(Math.round(+x / 30 - 5))] })
    // 长的分两行，手机上才不截断。
    const half = name.length > 4 ? Math.ceil(name.length / 2) : name.length
    text.append(svg("tspan", { x }, name.slice(0, half)), svg("tspan", { x, dy: "1.1em" }, name.slice(half)))
    return text
  }))
  return drawing
}

function quiz(place) {
  let trade = own()
  const shuffled = list => list.map(item => [Math.random(), item]).sort((one, other) => one[0] - other[0]).map(([, item]) => item)

  function start() {
    const drawn = shuffled([...TOOLS.quiz, ...TOOLS.trades[trade].quiz]).slice(0, 10)
    place.replaceChildren(chooser("行业", trade, slug => { trade = slug; start() }))
    ask(drawn, 0, 0)
  }

  function ask(drawn, at, right) {
    if (at === drawn.length) return finish(right, drawn.length)
    const { ask: words, right: good, wrong, reason } = drawn[at]
    const told = h("p", { role: "status" })
    const field = h("fieldset", {}, h("legend", { textContent: `第 ${at + 1} 题　${words}` }))
    for (const choice of shuffled([good, ...wrong])) {
      const part = button(choice, () => {
        for (const one of field.querySelectorAll("button")) { one.disabled = true; if (one.textContent === good) one.classList.add("right") }
        told.textContent = `${choice === good ? "对。" : `不对，应该是：${good}。`}${reason}`
        const next = button(at + 1 === drawn.length ? "看得分" : "下一题", () => ask(drawn, at + 1, right + (choice === good)))
        told.after(next)
        next.focus()
      })
      part.classList.add("tool-option")
      field.append(part)
    }
    place.replaceChildren(place.firstChild, field, told)
  }

  function finish(right, many) {
    const points = Math.round(100 * right / many)
    const name = h("input", { type: "text", id: "who", autocomplete: "off" })
    const paper = h("p", { className: "tool-paper" })
    const write = () => { paper.textContent = `${name.value || "＿＿＿＿"} 于 ${new Date().toLocaleDateString("zh-CN")} 完成${TOOLS.trades[trade].name}商业秘密保护测验，得 ${points} 分。` }
    name.addEventListener("input", write)
    write()
    place.replaceChildren(place.firstChild,
      h("p", { id: "points", role: "status", textContent: `${many} 题对了 ${right} 题，${points} 分，${points >= 80 ? "合格" : "还不合格，看看理由再来一次"}。` }),
      ...(points >= 80 ? [h("p", {}, h("label", { htmlFor: "who", textContent: "要打印证明，写上姓名：" }), name), paper, button("打印", () => print()), " "] : []),
      button("再来十题", start))
  }
  start()
}

globalThis.PARTS = { UNREAD, head, grouped, h, button, choice, copier, entry, line, select, chooser, memory, own, save, stamp, below, csvText, fileReader }

document.querySelectorAll("div.tool").forEach(steady)

if (TOOLS) {
  const [check, exam] = ["self-check", "quiz"].map(id => document.querySelector(`div#${id}.tool`))
  if (check) selfCheck(check)
  if (exam) quiz(exam)
}
}
