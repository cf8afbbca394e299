// 台账：勾选、改、加，导出名录和台账的 CSV。秘点不在网页上填。
{
const { TOOLS } = globalThis
const { UNREAD, head, grouped, h, button, choice, copier, entry, line, select, chooser, memory, own, save, stamp, below, csvText, fileReader } = globalThis.PARTS
const CHOICES = { 类型: ["技术信息", "经营信息"], 密级: ["核心", "重要", "一般"] }
// 是证据，不替人填。
const LONG = ["载体和位置", "知情人", "保护措施", "不算秘密的部分"]
const NEEDED = ["名称", "类型", "密级", "责任人", "定密日期", ...LONG]
const SHOWN = ["编号", "名称", "密级", "责任人", "下次复核"]
const FIELDS = ["名称", "类型", "密级", "负责部门", "责任人", "定密日期", "保密期限", ...LONG]

// 几个月复核一次看密级；没有的日子（如 2 月 30 日）退到月底。
function nextReview({ 定密日期 = "", 密级 }) {
  const [year, month, date] = 定密日期.split("-").map(Number)
  if (!date) return ""
  const ahead = month - 1 + (TOOLS.grades.find(rule => rule.grade === 密级)?.review ?? 12)
  const last = new Date(Date.UTC(year, ahead + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, ahead, Math.min(date, last))).toISOString().slice(0, 10)
}

// 看得懂的日期写成 2026-08-31 的样子；没有这一天的，交回空的。
function dateOf(text) {
  const [, year, month, day, mm, dd] = text.normalize("NFKC").replace(/\s/g, "").match(/^(\d{4})(?:[年/.-](\d{1,2})[月/.-](\d{1,2})日?|(\d\d)(\d\d))$/) ?? []
  const date = [year, (month ?? mm)?.padStart(2, "0"), (day ?? dd)?.padStart(2, "0")].join("-")
  return new Date(date).toJSON()?.startsWith(date) ? date : ""
}

function ledger(place) {
  let saved
  const { keep, device, wiper } = memory("ledger", value => saved = value?.trade in TOOLS.trades && Array.isArray(value.rows) ? value : { trade: own(), shared: null, rows: [] }, () => { told.textContent = ""; draw() })
  const told = h("p", { role: "status" })
  const table = h("div", { className: "tool-table", tabIndex: 0, role: "region", ariaLabel: "名录" })
  const cards = h("div")
  const printed = stamp()
  const examples = () => TOOLS.trades[saved.trade].secrets
  const chosen = () => saved.rows.filter(row => row.on)
  const headed = row => `${row.编号}　${row.名称 || "（还没有名称）"}`

  function number() {
    const used = saved.rows.map(row => Number(row.编号.slice(2))).filter(Number.isFinite)
    return `K-${String(Math.max(0, ...used) + 1).padStart(3, "0")}`
  }

  function add(facts) {
    const row = { 编号: number(), 类型: "技术信息", 密级: "重要", 保密期限: "公开为止", ...facts, on: true }
    saved.rows.push(row)
    return row
  }

  function draw() {
    place.replaceChildren(device, chooser("行业", saved.trade, slug => { saved.trade = slug; keep(); draw() }),
      h("h2", { textContent: "一、勾出厂里有的" }), ...groups(),
      h("h2", { textContent: "二、一项一项改成自己的" }), cards,
      button("加一项自己的", () => { add({ 名称: "" }); keep(); fill(); cards.lastElementChild.open = true; cards.lastElementChild.querySelector("textarea").focus() }),
      h("h2", { textContent: "三、拿走" }), table, told, actions())
    fill()
  }

  const groups = () => [...grouped(examples(), "环节")].map(([stage, items]) => h("fieldset", {}, h("legend", { textContent: stage }), ...items.map(tick)))

  function tick(item) {
    const { 名称, 类型, 密级 } = item
    const find = () => saved.rows.find(row => row.from === item.名称)
    return h("div", {}, choice(`${item.名称}（${item.密级}）`, { type: "checkbox", checked: find()?.on ?? false }, box => {
      const row = find() ?? add({ 名称, 类型, 密级, from: 名称 })
      row.on = box.checked
      keep()
      fill()
    }))
  }

  function fill() {
    const open = new Set([...cards.querySelectorAll("details[open]")].map(card => card.dataset.number))
    cards.replaceChildren(...chosen().map(row => card(row, open.has(row.编号))))
    show()
  }

  function card(row, open) {
    const title = h("summary", { textContent: headed(row) })
    const remove = button("去掉这一项", () => { const at = [...cards.children].indexOf(remove.parentElement); row.on = false; if (!row.from) saved.rows = saved.rows.map(one => one === row ? { 编号: row.编号, on: false } : one); keep(); draw(); (cards.children[Math.min(at, cards.children.length - 1)]?.firstChild ?? cards.nextSibling).focus() })
    const example = examples().find(item => item.名称 === row.from)
    const fields = FIELDS.map(name => entry(LONG.includes(name) && example?.[name] ? h("span", {}, name, h("span", { className: "tool-hint", textContent: `（示例，照厂里的写：${example[name]}）` })) : name, input(name, row[name] ?? ""), value => { row[name] = value; title.textContent = headed(row); keep(); show() }))
    return h("details", { open, dataset: { number: row.编号 } }, title, ...fields, remove)
  }

  function input(name, value) {
    if (name in CHOICES) return select(value ? CHOICES[name] : [["没有选", ""], ...CHOICES[name]], value)
    if (LONG.includes(name)) return h("textarea", { rows: 3, value })
    return name === "定密日期" ? h("input", { type: "date", max: "9999-12-31", value }) : line(value)
  }

  const cells = (columns, row) => columns.map(name => name === "下次复核" ? nextReview(row) : row[name] ?? "")

  function show() {
    const rows = chosen().map(row => h("tr", {}, ...cells(SHOWN, row).map(text => h("td", { textContent: text || "—" }))))
    const lacking = chosen().map(row => [row.编号, NEEDED.filter(name => !row[name]?.trim()).join("、")]).filter(([, names]) => names)
    table.replaceChildren(h("h2", { className: "tool-printed", textContent: `${TOOLS.trades[saved.trade].name}商业秘密名录` }), ...(rows.length ? [h("table", { className: "tool-rows" }, head(SHOWN), h("tbody", {}, ...rows))] : []),
      h("p", { id: "count", textContent: rows.length ? `一共 ${rows.length} 项。${lacking.length ? `还有 ${lacking.length} 项没有填齐：${lacking.map(one => one.join("缺")).join("；")}。` : "该填的都齐了。"}` : "还没有勾。" }), printed)
  }

  function actions() {
    const out = (name, columns) => () => save(`${TOOLS.trades[saved.trade].name}${name}.csv`, csvText([columns, ...chosen().map(row => cells(columns, row))]))
    return h("p", { className: "tool-buttons" },
      button("导出名录 CSV", out("商业秘密名录", TOOLS.register)), button("导出台账 CSV", out("商业秘密台账", TOOLS.ledger)),
      fileReader(back), button("打印", () => print()),
      copier(() => [SHOWN, ...chosen().map(row => cells(SHOWN, row))].map(line => line.join("\t")).join("\n")), wiper())
  }

  function back(rows) {
    const lines = below(rows, TOOLS.register, TOOLS.ledger)
    if (!lines) return told.textContent = UNREAD
    const faults = []
    const left = new Set()
    const seen = new Set()
    for (const [at, cells] of lines) if (cells.名称 && !cells.编号.startsWith("例")) {
      const facts = Object.fromEntries(FIELDS.filter(name => name in cells && !cells[name].startsWith("（示例）")).map(name => [name, cells[name]]))
      for (const name in cells) if (cells[name] && !FIELDS.concat("编号", "下次复核").includes(name)) left.add(name)
      const empty = (name, why) => { faults.push(`第 ${at} 行的${name}写着“${facts[name]}”，${why}`); facts[name] = "" }
      for (const [name, choices] of Object.entries(CHOICES)) if (facts[name] && !choices.includes(facts[name])) empty(name, `只能写${choices.join("、")}`)
      const date = dateOf(facts.定密日期 ?? "")
      if (facts.定密日期 && !date) empty("定密日期", "不是一个日子，要写成 2026-08-31 的样子")
      else if (date) facts.定密日期 = date
      seen.add(put(facts, cells.编号.normalize("NFKC"), seen, words => faults.push(`第 ${at} 行的${words}`)))
    }
    keep()
    draw()
    told.textContent = `读回 ${seen.size} 项。${faults.length ? `${faults.join("；")}。` : ""}${left.size ? `${[...left].join("、")}没有读进来，原来的文件不要删。` : ""}`
  }

  // 编号和名称都对上的才改原来的；一个编号两个名称，两项都留着，后来的另编号。
  function put(facts, number, seen, tell) {
    const same = saved.rows.filter(row => !seen.has(row) && row.名称 === facts.名称)
    const example = examples().find(item => item.名称 === facts.名称)
    const from = saved.rows.some(row => row.from === facts.名称) ? undefined : example?.名称
    const row = same.find(row => row.编号 === number) ?? same.find(row => !number || !row.on) ?? add({ 类型: example?.类型 ?? "", 密级: example?.密级 ?? "", from })
    Object.assign(row, facts, { on: true })
    const right = /^K-\d+$/.test(number)
    if (right && !saved.rows.some(one => one !== row && one.编号 === number)) row.编号 = number
    else if (number && number !== row.编号) tell(`“${row.名称}”另编成 ${row.编号}，${number} ${right ? "已经有了" : "不是 K-001 的样子"}`)
    return row
  }
  draw()
}

const place = document.querySelector("div#ledger.tool")
if (TOOLS && place) ledger(place)
}
