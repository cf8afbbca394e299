-- Maps the HTML body of a document's pages to what paper/book.typ knows.
-- Each page comes in a <div class="page" data-url="tea/guide/identify/" data-site="https://…/">.

local urls = {}     -- url of a page of this document -> prefix of its anchors
local here, site    -- url of the page being read, address of the site

local function prefix(url)
  return (url:gsub("[^%w]+", "-"):gsub("^%-", ""):gsub("%-$", ""))
end

-- Resolve a relative address against the url of the page it stands on.
local function resolve(base, address)
  local parts = {}
  for part in (base .. address):gmatch("[^/]+") do
    if part == ".." then table.remove(parts) elseif part ~= "." then parts[#parts + 1] = part end
  end
  local url = table.concat(parts, "/")
  local last = address:match("([^/]*)$")
  if url ~= "" and (address == "" or last == "" or last == ".." or last == ".") then url = url .. "/" end
  return url
end

local function target(address)
  if address:match("^%a[%w+.-]*:") then return address end
  local path, mark = address:match("^([^#]*)#?(.*)$")
  local url = resolve(here, path)
  local own = urls[url]
  if own then return "#" .. own .. (mark ~= "" and "--" .. mark or "") end
  return site .. url .. (mark ~= "" and "#" .. mark or "")
end

local function quote(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function raw(text) return pandoc.RawBlock("typst", text) end

-- A column is as wide as its longest cell asks, within bounds, so that short columns stay short.
local function widths(tbl)
  local longest = {}
  local function measure(rows)
    for _, row in ipairs(rows) do
      for i, cell in ipairs(row.cells) do
        longest[i] = math.max(longest[i] or 0, utf8.len(pandoc.utils.stringify(cell.contents)) or 0)
      end
    end
  end
  measure(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do measure(body.body) end
  local total = 0
  for i, n in ipairs(longest) do
    longest[i] = math.sqrt(math.min(math.max(n, 4), 60))
    total = total + longest[i]
  end
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { spec[1], (longest[i] or 1) / total }
  end
  return tbl
end

local inner = {
  Header = function(header)
    header.identifier = prefix(here) .. "--" .. header.identifier
    return header
  end,
  Span = function(span)
    if span.identifier == "" then return nil end
    local mark = "#anchor(label(" .. quote(prefix(here) .. "--" .. span.identifier) .. "))"
    return { pandoc.RawInline("typst", mark), table.unpack(span.content) }
  end,
  Link = function(link)
    if link.classes:includes("headerlink") then return {} end
    link.target = target(link.target)
    link.attr = pandoc.Attr()
    return link
  end,
  BulletList = function(list)
    local boxes = { ["☐"] = true, ["☒"] = true }
    for _, item in ipairs(list.content) do
      local first = item[1] and item[1].content and item[1].content[1]
      if not (first and first.t == "Str" and boxes[first.text]) then return nil end
      item[1].content:remove(1)
    end
    return { raw("#tasks["), list, raw("]") }
  end,
  Para = function(para)
    local image = para.content[1]
    if #para.content == 1 and image.t == "Image" then
      local file = resolve(here, image.src)
      return raw("#flowchart(" .. quote("/" .. file) .. ", " .. quote(pandoc.utils.stringify(image.caption)) .. ")")
    end
  end,
  Table = widths,
  Div = function(div)
    if not div.classes:includes("admonition") then return nil end
    local kind = div.classes:filter(function(class) return class ~= "admonition" end)[1] or "note"
    local title = pandoc.utils.stringify(table.remove(div.content, 1))
    local blocks = pandoc.List({ raw("#callout(" .. quote(kind) .. ", " .. quote(title) .. ")[") })
    blocks:extend(div.content)
    blocks:insert(raw("]"))
    return blocks
  end,
}

-- The first page's title stands on the cover: drop it and lift what is below.
local function lift(div)
  local blocks = pandoc.List()
  for index, block in ipairs(div.content) do
    if not (index == 1 and block.t == "Header") then blocks:insert(block) end
  end
  div.content = blocks
  return div:walk({ Header = function(header)
    header.level = math.max(header.level - 1, 1)
    return header
  end })
end

function Pandoc(doc)
  local pages = doc.blocks:filter(function(block) return block.t == "Div" and block.classes:includes("page") end)
  for _, page in ipairs(pages) do urls[page.attributes.url] = prefix(page.attributes.url) end
  local blocks = pandoc.List()
  for index, page in ipairs(pages) do
    here, site = page.attributes.url, page.attributes.site
    if index == 1 then page = lift(page) end
    page = page:walk(inner)
    blocks:insert(raw("#anchor(label(" .. quote(prefix(here)) .. "))"))
    blocks:extend(page.content)
  end
  return pandoc.Pandoc(blocks)
end
