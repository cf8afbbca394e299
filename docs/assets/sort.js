// 表头带 sortable 的表，按一下表头排序，再按一下倒过来。没有它，表一样能看。
const ranks = ["核心", "重要", "一般"]
const order = new Intl.Collator("zh", { numeric: true })

for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table:has(th.sortable)"))) {
  const heads = [...table.tHead.rows[0].cells]
  const body = table.tBodies[0]
  heads.forEach((head, column) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "sort" })
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending"
      for (const other of heads) other.removeAttribute("aria-sort")
      head.ariaSort = down ? "descending" : "ascending"
      const said = row => row.cells[column].textContent.trim()
      const rank = row => ranks.indexOf(said(row))
      const rows = [...body.rows].sort((one, two) => rank(one) - rank(two) || order.compare(said(one), said(two)))
      body.append(...(down ? rows.reverse() : rows))
    })
  })
}
