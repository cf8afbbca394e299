// 台账：勾选、改、加，导出名录和台账的 CSV。秘点不在网页上填。
{
const { TOOLS } = globalThis
const { GONE, head, grouped, h, button, choice, entry, select, store, chooser, device, wipe, own, save, csvText, csvRows, fileReader } = globalThis.PARTS
const CHOICES = { 类型: ["技术信息", "经营信息"], 密级: ["核心", "重要", "一般"] }
// 是证据，不替人填。
const LONG = ["载体和位置", "知情人", "保护措施", "不算秘密的部分"]
const NEEDED = ["名称", "责任人", "定密日期", ...LONG]
const FIELDS = ["名称", "类型", "密级", "负责部门", "责任人", "定密日期", "保密期限", ...LONG]

// 几个月复核一次看密级；没有的日子（如 2 月 30 日）退到月底。
function nextReview({ 定密日期 = "", 密级 }) {
  const [year, month, date] = 定密日期.split("-").map(Number)
  if (!date) return ""
  const ahead = month - 1 + (TOOLS.grades.find(rule => rule.grade === 密级)?.review ?? 12)
  const last = new Date(Date.UTC(year, ahead + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, ahead, Math.min(date, last))).toISOString().slice(0, 10)
}

function ledger(place) {
  const empty = () => ({ trade: own(), shared: null, rows: [] })
  let saved = store.get("ledger")
  saved = saved && saved.trade in TOOLS.trades && Array.isArray(saved.rows) ? saved : empty()
  const keep = () => { if (saved.shared === false) store.set("ledger", saved) }
  const told = h("p", { role: "status" })
  const table = h("div", { className: "tool-table", tabIndex: 0, role: "region", ariaLabel: "名录" })
  const cards = h("div")
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
    place.replaceChildren(device(saved, "ledger", keep), chooser("行业", saved.trade, slug => { saved.trade = slug; keep(); draw() }),
      h("h2", { textContent: "一、勾出厂里有的" }), ...groups(),
      h("h2", { textContent: "二、一项一项改成自己的" }), cards,
      button("加一项自己的", () => { add({ 名称: "" }); keep(); fill(); cards.lastElementChild.open = true; cards.lastElementChild.querySelector("input").focus() }),
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
    if (name in CHOICES) return select(CHOICES[name], value)
    if (LONG.includes(name)) return h("textarea", { rows: 3, value })
    return h("input", { type: name === "定密日期" ? "date" : "text", value, autocomplete: "off" })
  }

  const cells = (columns, row) => columns.map(name => name === "下次复核" ? nextReview(row) : row[name] ?? "")

  function show() {
    const names = ["编号", "名称", "密级", "责任人", "下次复核"]
    const rows = chosen().map(row => h("tr", {}, ...cells(names, row).map(text => h("td", { textContent: text || "—" }))))
    const lacking = chosen().map(row => [row.编号, NEEDED.filter(name => !row[name]?.trim()).join("、")]).filter(([, names]) => names)
    table.replaceChildren(...(rows.length ? [h("table", { className: "tool-rows" }, head(names), h("tbody", {}, ...rows))] : []),
      h("p", { id: "count", textContent: rows.length ? `一共 ${rows.length} 项。${lacking.length ? `还有 ${lacking.length} 项没有填齐：${lacking.map(one => one.join("缺")).join("；")}。` : "该填的都齐了。"}` : "还没有勾。" }))
  }

  function actions() {
    const out = (name, columns) => () => save(`${TOOLS.trades[saved.trade].name}${name}.csv`, csvText([columns, ...chosen().map(row => cells(columns, row))]))
    return h("p", { className: "tool-buttons" },
      button("导出名录 CSV", out("商业秘密名录", TOOLS.register)), button("导出台账 CSV", out("商业秘密台账", TOOLS.ledger)),
      fileReader(back), button("打印", () => { for (const one of cards.children) one.open = true; print() }),
      wipe("ledger", () => { saved = empty(); told.textContent = GONE; draw() }))
  }

  function back(text) {
    const [head = [], ...lines] = csvRows(text)
    const columns = [TOOLS.register, TOOLS.ledger].find(names => names.every(name => head.includes(name)))
    if (!columns) { told.textContent = "没有读：第一行要是名录或台账的栏目，和导出的一样。"; return }
    const faults = []
    let many = 0
    lines.forEach((line, at) => {
      const facts = Object.fromEntries(FIELDS.concat("编号").filter(name => head.includes(name)).map(name => [name, line[head.indexOf(name)] ?? ""]))
      if (!facts.名称) return
      for (const [name, choices] of Object.entries(CHOICES)) if (name in facts && !choices.includes(facts[name])) {
        faults.push(`第 ${at + 2} 行的${name}写着“${facts[name]}”，只能写${choices.join("、")}`)
        delete facts[name]
      }
      if (facts.定密日期) facts.定密日期 = facts.定密日期.replace(/^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/, (_, year, month, day) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`)
      if (!/^K-\d+$/.test(facts.编号)) delete facts.编号
      const row = saved.rows.find(one => one.名称 === facts.名称) ?? saved.rows.find(one => one.编号 === facts.编号 && one.on)
      if (row) Object.assign(row, facts, { 编号: row.编号, on: true })
      else {
        if (saved.rows.some(one => one.编号 === facts.编号)) delete facts.编号
        const example = examples().find(item => item.名称 === facts.名称)
        add({ from: example?.名称, ...facts })
      }
      many += 1
    })
    told.textContent = `读回 ${many} 项。${faults.length ? `${faults.join("；")}。` : ""}`
    keep()
    draw()
  }
  draw()
}

const place = document.querySelector("div#ledger.tool")
if (TOOLS && place) ledger(place)
}
