// 定密助手：答问题，得密级、理由、期限、谁能看、标识的字。什么也不存。
{
const { TOOLS } = globalThis
const { h, button, choice, copier, entry, line, select } = globalThis.PARTS
const place = document.querySelector("div#grading.tool")

function grading(kept = { firm: "", number: "K-001" }) {
  const points = {}
  let known = null
  const facts = { kind: TOOLS.grade_terms[0].term, customer: "", name: "", ...kept }
  const result = h("section", { ariaLive: "polite" })

  function question(item) {
    const answers = item.answers.map((answer, score) => h("div", {}, choice(`${answer}（${score} 分）`, { name: item.id }, () => { points[item.id] = score; show() })))
    return h("fieldset", {}, h("legend", { textContent: item.ask }), ...answers)
  }

  const one = (words, key, options) => entry(words, select(options, facts[key]), value => { facts[key] = value; show() })

  function text(words, key) {
    return entry(words, line(facts[key]), value => { facts[key] = value; show() })
  }

  function show() {
    if (known) { result.replaceChildren(h("h2", { textContent: "结果" }), h("p", { id: "grade", textContent: "已经公开的，不是秘密，不用定密。只有一部分公开的，把没公开的那部分另定。" })); return }
    const open = TOOLS.grade_questions.filter(item => !(item.id in points)).length + (known === null)
    if (open) { result.replaceChildren(h("p", { id: "grade", textContent: `还有 ${open} 题没有答。` })); return }
    const sum = Object.values(points).reduce((all, one) => all + one, 0)
    const own = TOOLS.grades.findIndex(rule => sum >= rule.least)
    const asked = TOOLS.grades.findIndex(rule => rule.grade === facts.customer)
    const at = own < 0 ? asked : asked < 0 ? own : Math.min(own, asked)
    if (at < 0) { result.replaceChildren(h("h2", { textContent: "结果" }), h("p", { id: "grade", textContent: `${sum} 分：不用定密。` })); return }
    const rule = TOOLS.grades[at]
    const why = TOOLS.grade_questions.filter(item => points[item.id]).map(item => `${item.ask}${item.answers[points[item.id]]}（${points[item.id]} 分）`)
    const theirs = asked === at && asked !== own
    if (theirs) why.push(`客户要求按“${rule.grade}”管，取高的`)
    const raise = at > 0 && TOOLS.grade_questions.find(item => item.raises && points[item.id] === 2)
    const number = facts.number.trim() || "（编号）"
    const rows = [
      ["名称", facts.name.trim() || "（还没有写）"], ["编号", number], ["密级", rule.grade], ["理由", why.join("；")], ["期限", facts.kind],
      ["谁批、谁看", rule.seen], ["怎么放", rule.kept], ["能不能出门", rule.out],
      ["复核", `${rule.review} 个月一次`],
      ["首页右上角写", `${rule.grade}　${facts.firm.trim() || "（企业简称）"}　${number}　第＿份　共＿页`],
    ]
    const said = theirs ? `按客户要求定${rule.grade}（自己打分 ${sum} 分，取高的）。` : `${sum} 分，建议定${rule.grade}。`
    result.replaceChildren(
      h("h2", { className: "tool-printed", textContent: "定密记录" }), h("h2", { textContent: "结果" }),
      h("p", { id: "grade", textContent: said }),
      ...(raise ? [h("p", { id: "raise", textContent: `${raise.answers[2]}：可以上调一级，定${TOOLS.grades[at - 1].grade}，写明理由。` })] : []),
      h("table", { className: "tool-rows" }, h("tbody", {}, ...rows.map(([name, words]) => h("tr", {}, h("th", { scope: "row", textContent: name }), h("td", { textContent: words }))))),
      h("p", { className: "tool-printed", textContent: "定密人签字：＿＿＿＿＿＿　审批人签字：＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日" }),
      h("p", { className: "tool-buttons" }, button("打印", () => print()), copier(() => [said, ...rows.map(row => row.join("："))].join("\n")), button("再定一项", again)))
  }

  // 企业简称不用再写，编号接着数。
  const again = () => grading({ firm: facts.firm, number: facts.number.replace(/\d+$/, digits => String(Number(digits) + 1).padStart(digits.length, "0")) })

  const gate = [["没有公开", false], ["公开了，或者同行都知道", true]].map(([words, value]) => h("div", {}, choice(words, { name: "known" }, () => { known = value; show() })))
  place.replaceChildren(
    h("fieldset", {}, h("legend", { textContent: "已经公开了吗？" }), ...gate),
    ...TOOLS.grade_questions.map(question),
    one("哪一类", "kind", TOOLS.grade_terms.map(item => [item.name, item.term])),
    one("是客户交来的秘密吗", "customer", [["不是，或合同没写", ""], ...TOOLS.grades.map(rule => [`是，合同要求相当于“${rule.grade}”`, rule.grade])]),
    text("这一项的名称（不写内容）", "name"), text("企业简称（写标识用）", "firm"), text("编号", "number"), result)
  show()
}

if (TOOLS && place) grading()
}
