// 成稿：答一次，把工具箱里的 Word 都填好，打成一个压缩包。全在浏览器里做，和 firm 命令填出来的字一样。
{
const { TOOLS, FIRM, ZIP } = globalThis
const { h, button, choice, entry, line, select, chooser, memory, own, save } = globalThis.PARTS
const SITE = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src)
const ALONE = location.protocol === "file:"
const BLANK = /<w:bookmarkStart [^>]*w:name="blank_(\w+?)_\d+"[^>]*>(.*?)<w:bookmarkEnd [^>]*>/gs
const CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
const GAPS = [`([${CJK}])\\s+(?=[${CJK}])`, "([，。、；：？！”）》】])\\s+", `()\\s*\\n\\s*(?=[${CJK}])`, `([${CJK}])\\s*\\n\\s*`].map(gap => new RegExp(gap, "g"))

// 和 firm 命令一样收拾空格；有看不见的控制符，Word 打不开。
const tidy = text => GAPS.reduce((said, gap) => said.replace(gap, "$1"), text.replace(/[\0-\x08\x0e-\x1f\x7f\u200b\ufffe\uffff]/g, "").trim()).replace(/\s+/g, " ")
const day = text => text.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, "$1年$2月$3日")
const escaped = text => text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt()};`)

// 长文一行一件，行还是行。
const lined = text => text.split("\n").map(tidy).filter(Boolean).join("\n")

// 填一份 Word，交回填好的和填了几处。
async function filled(file, answer) {
  let many = 0
  const parts = ZIP.unzip(await ZIP.inflate(file))
  const change = async (name, edit) => parts.set(name, await ZIP.written(edit(await ZIP.read(parts.get(name)))))
  const fill = (whole, word, run) => {
    const value = answer(word.replaceAll("_", "-"))
    if (!value) return whole
    many += 1
    return run.replace(/<w:t(?: [^>]*)?>[^<]*/, () => `<w:t xml:space="preserve">${escaped(value).replaceAll("\n", '</w:t><w:br/><w:t xml:space="preserve">')}`)
  }
  for (const name of parts.keys()) if (/^word\/(document|header\d+)\.xml$/.test(name)) await change(name, text => text.replace(BLANK, fill))
  if (many) await change("docProps/core.xml", text => text.replace(/(<dc:creator>)[^<]*/, (_, tag) => tag + escaped(answer("employer"))))
  return [many ? ZIP.stored(await ZIP.zip(parts)) : file, many]
}

function firm(place) {
  const told = h("p", { role: "status" })
  const kinds = Object.fromEntries(FIRM.asked.map(({ code, kind }) => [code, kind]))
  let saved
  let kit = null
  let lacking = false
  const { keep, device, wiper } = memory("firm", value => {
    kit = null
    told.textContent = ""
    for (const code in value?.said) if (!(code in kinds)) delete value.said[code]
    return saved = value?.said && value.trade in TOOLS.trades ? value : { trade: own(), shared: null, size: Object.values(FIRM.sizes)[0], name: "", said: {} }
  }, () => draw())
  const result = h("div")
  const picker = h("div", { hidden: !ALONE })
  const papers = () => FIRM.papers.filter(({ files, trades }) => saved.size in files && (!trades.length || trades.includes(saved.trade)))
  const answer = (paper, word) => {
    if (word === "employer") return tidy(saved.name)
    const code = [`${paper}/${word}`, word].find(code => code in kinds)
    const said = saved.said[code] ?? ""
    return kinds[code] === "长文" ? lined(said) : day(tidy(said))
  }
  const open = () => papers().map(({ id, name, blanks }) => [name, blanks.filter(([word]) => !answer(id, word))])

  function draw() {
    const shown = papers()
    const asked = FIRM.asked.filter(item => shown.some(({ id }) => item.papers.includes(id)))
    const first = item => item.often && item.papers.includes(shown[0].id)
    const seldom = {}
    for (const item of asked) if (!first(item) && !(lacking && saved.said[item.code])) {
      const { occasion, name } = shown.find(({ id }) => id === item.papers[0])
      const group = seldom[item.papers[1] ? "" : occasion] ??= {}
      ;(group[item.papers[1] ? "" : name] ??= []).push(item)
    }
    const group = words => {
      const own = Object.entries(seldom[words])
      return fold(`${words}（${own.length} 份，${own.flatMap(([, items]) => items).length} 处）`, "occasion", ...own.map(([name, items]) => fold(`${name}（${items.length} 处）`, "", ...items.map(field))))
    }
    result.replaceChildren()
    place.replaceChildren(
      device,
      h("h2", { textContent: "一、先填这些" }),
      chooser("行业", saved.trade, slug => { saved.trade = slug; kit = null; keep(); draw() }),
      entry("单位全称（和营业执照一致）", line(saved.name, { maxLength: FIRM.most }), value => { saved.name = value; keep() }),
      entry("职工人数", select(Object.entries(FIRM.sizes), saved.size), value => { saved.size = value; keep(); draw() }),
      ...asked.filter(first).map(field),
      h("h2", { textContent: "二、有这件事才填" }),
      h("p", {}, choice("只看还空着的", { type: "checkbox", checked: lacking }, box => { lacking = box.checked; draw() })),
      ...(seldom[""] ? [fold(`几份文书共用的（${seldom[""][""].length} 处）`, "occasion", ...seldom[""][""].map(field))] : []),
      ...FIRM.occasions.filter(words => seldom[words]).map(group),
      h("h2", { textContent: "三、做成压缩包" }), picker, told, result,
      h("p", { className: "tool-buttons" }, button("填好，做成压缩包", make), wiper()))
    const file = h("input", { type: "file", accept: ".zip" })
    file.addEventListener("change", () => { kit = file.files[0] })
    picker.replaceChildren(h("p", { textContent: `没有网，或者网页是从文件夹里打开的，要自己选工具箱的全套：${FIRM.kits[saved.trade]}。` }), h("label", { className: "tool-file" }, "全套压缩包 ", file))
  }

  // 打开一组，上面那一组就收起来；正在看的标题不让它跑到屏幕外面去。
  function fold(words, name, ...parts) {
    const title = h("summary", { textContent: words })
    const box = h("details", { name }, title, ...parts)
    box.addEventListener("toggle", () => { if (box.open) title.scrollIntoView({ block: "nearest" }) })
    return box
  }

  function field({ code, label, kind, options, most: maxLength }) {
    const value = saved.said[code] ?? ""
    const input = options.length ? select([["不填", ""], ...options], value)
      : kind === "长文" ? h("textarea", { rows: 3, value, maxLength })
      : kind === "日期" ? h("input", { type: "date", value, max: "9999-12-31" }) : line(value, { maxLength })
    return entry(label, input, value => { saved.said[code] = value; keep() })
  }

  async function make({ target }) {
    result.replaceChildren()
    told.textContent = "正在做……"
    target.disabled = true
    told.textContent = await made().catch(fault => typeof fault === "string" ? fault : "压缩包坏了，或者不是工具箱的全套。请重新下载。")
    target.disabled = false
    target.focus()
  }

  async function made() {
    const name = tidy(saved.name)
    if (!name) throw "先填单位全称。"
    const from = kit ?? await (ALONE ? null : fetch(new URL(FIRM.kits[saved.trade], SITE)).then(came => came.ok ? came.blob() : null, () => null))
    picker.hidden = !ALONE && !kit && Boolean(from)
    if (!from) throw "没有取到工具箱。在上面选下载好的全套压缩包，再按一次。"
    if (from.size > ZIP.MOST) throw "文件太大，不是工具箱的全套。"
    const kept = ZIP.unzip(new Uint8Array(await from.arrayBuffer()))
    const guide = await ZIP.read(kept.get("说明.txt"))
    const own = new Map(papers().map(paper => [paper.files[saved.size], paper]))
    const places = new Map()
    const files = new Map()
    let many = 0
    for (const [path, file] of kept) {
      const paper = own.get(path)
      if (!path.endsWith(".docx") || !paper && FIRM.folders.includes(path.split("/")[0])) continue
      const [done, count] = await filled(file, word => paper || word === "employer" ? answer(paper?.id, word) : "")
      places.set(path, paper?.to ?? path)
      files.set(places.get(path), done)
      many += count
    }
    if (!many || !guide.startsWith(TOOLS.trades[saved.trade].name) || [...own.keys()].some(path => !files.has(own.get(path).to))) throw "这份全套是别的行业的，或者是旧的。请重新下载。"
    const left = open().filter(([, blanks]) => blanks.length)
    files.set("说明.txt", await ZIP.written(words(name, guide, places, left)))
    save(`${name.replace(/[\\/:*?"<>|]/g, "_")}-成套文书.zip`, await ZIP.zip(files), "application/zip")
    if (left.length) result.append(h("details", {}, h("summary", { textContent: `还空着的，${left.length} 份里有` }), h("ul", {}, ...left.map(([paper, blanks]) => h("li", { textContent: `《${paper}》：${blanks.map(([, blank]) => blank).join("、")}` })))))
    return `做好了：${files.size - 1} 份 Word，填了 ${many} 处。解压以后先看 说明.txt，最后写着还空着的。`
  }

  // 工具箱的说明，只留装进去的文件，再写上还空着的。
  function words(name, guide, places, left) {
    const trade = TOOLS.trades[saved.trade].name
    const kept = guide.slice(trade.length).replace(/^(\S+\.\w{4})　.*\r\n/gm, (line, path) => places.has(path) ? places.get(path) + line.slice(path.length) : "").replace(/\r\n【.+】\r\n(?=\r\n|$)/g, "")
    const lines = left.map(([paper, blanks]) => `《${paper}》还空着：${blanks.map(([, blank, hint]) => `${blank}（${hint}）`).join("、")}\r\n`)
    return `\ufeff${name}（${trade}）${kept}\r\n【还空着的】\r\n${lines.join("")}`
  }
  draw()
}

const place = document.querySelector("div#firm.tool")
const able = () => { try { return new DecompressionStream("deflate-raw") } catch { return null } }
if (FIRM && place) able() ? firm(place) : place.append("这个浏览器太旧，做不了压缩包。换个新版的再打开；或者下载下面的全套，用 Word、WPS 照横线填。")
}
