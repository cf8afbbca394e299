// 压缩包：拆开、打包，用浏览器自己的压缩。一份 Word 也是一个压缩包。
{
const MOST = 64 * 1024 * 1024
const SUMS = Uint32Array.from({ length: 256 }, (_, sum) => { for (let turn = 0; turn < 8; turn += 1) sum = sum & 1 ? sum >>> 1 ^ 0xedb88320 : sum >>> 1; return sum })

function crc(bytes) {
  let sum = -1
  for (const byte of bytes) sum = SUMS[(sum ^ byte) & 255] ^ sum >>> 8
  return ~sum >>> 0
}

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())

// 文件名和还没有解开的内容。
function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const short = at => view.getUint16(at, true)
  const long = at => view.getUint32(at, true)
  let end = bytes.length - 22
  while (long(end) !== 0x06054b50) end -= 1
  const files = new Map()
  for (let at = long(end + 16), left = short(end + 10); left; left -= 1) {
    const [start, name, size] = [long(at + 42), short(at + 28), long(at + 24)]
    if (long(at) !== 0x02014b50 || short(at + 8) & 1 || size > MOST) throw new Error("zip")
    const from = start + 30 + short(start + 26) + short(start + 28)
    files.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), { method: short(at + 10), sum: long(at + 16), size, raw: bytes.subarray(from, from + long(at + 20)) })
    at += 46 + name + short(at + 30) + short(at + 32)
  }
  return files
}

async function inflate({ method, sum, size, raw }) {
  const bytes = method === 8 ? await through(raw, new DecompressionStream("deflate-raw")) : raw
  if (method % 8 || bytes.length !== size || crc(bytes) !== sum) throw new Error("sum")
  return bytes
}

const read = async file => new TextDecoder().decode(await inflate(file))
const stored = bytes => ({ method: 0, sum: crc(bytes), size: bytes.length, raw: bytes })

async function written(text) {
  const bytes = new TextEncoder().encode(text)
  return { ...stored(bytes), method: 8, raw: await through(bytes, new CompressionStream("deflate-raw")) }
}

const little = (size, ...numbers) => numbers.flatMap(number => Array.from({ length: size }, (_, at) => number >>> 8 * at & 255))

// 日期都写 1980 年 1 月 1 日，文件名标明是 UTF-8。
async function zip(files) {
  const parts = []
  const list = []
  let at = 0
  const put = (...added) => { parts.push(...added); at += added.reduce((sum, { length }) => sum + length, 0) }
  for (const [word, { method, sum, size, raw }] of files) {
    const name = new TextEncoder().encode(word)
    const facts = [...little(2, 20, 0x800, method, 0, 33), ...little(4, sum, raw.length, size), ...little(2, name.length, 0)]
    list.push(Uint8Array.from([...little(4, 0x02014b50), ...little(2, 20), ...facts, ...little(2, 0, 0, 0), ...little(4, 0, at), ...name]))
    put(Uint8Array.from([...little(4, 0x04034b50), ...facts]), name, raw)
  }
  const start = at
  put(...list)
  put(Uint8Array.from([...little(4, 0x06054b50), ...little(2, 0, 0, list.length, list.length), ...little(4, at - start, start), ...little(2, 0)]))
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

globalThis.ZIP = { MOST, unzip, inflate, read, stored, written, zip }
}
