/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What texts speak of: databases, measurements, policies, columns, and words that only look like them. */
// biome-ignore format: a list
const names = [
  'mine', 'theirs', '"mine"', '"theirs"', '"o\\"dd"', '"mine.x"', 'MINE', 'm', '"m"', 'secret', 'autogen', '"autogen"',
  '/.*/', '/m/', '/a\\/b/', '/m\\\\/', '"a;b"', '"FROM"', 'v', '"--"', "'x'", 'x"theirs"', '"theirs"x', '""', 'on',
]
const dots = ['', '.', '.', '..', '..', '. ', ' .', ' ', '.autogen.', '."autogen".', '.. ', '...', './/.']
// biome-ignore format: a list
const fields = [
  '*', '*', 'v', 'v', 'v, u', 'u, t', 'mean(v)', 'v / 2', '"v"::field', '*::tag', '/v/', 'count(*)', 'v, u', '1', 'v/u', 'v / 2, t', 'm.v', '-v',
  'theirs..v', 'v AS "x;y"', 'DISTINCT v', 'count(DISTINCT v)', '* / v', '/v/ / 2', 'max(v) - min(v)', 'top(v, t, 1)',
]
// biome-ignore format: a list
const targets = [
  'n', 'theirs..n', '"mine".."n"', 'mine.autogen.n', 'theirs.autogen.:MEASUREMENT', 'autogen.n', 'n:MEASUREMENT',
  '"theirs"."autogen"."n"', 'theirs.autogen:MEASUREMENT', 'theirs.autogen :MEASUREMENT', 'x"theirs"..n', 'theirs.n',
]
// biome-ignore format: a list
const tails = [
  '', '', '', '', " WHERE t = 'a'", ' WHERE t =~ /a/', " WHERE t = 'it\\'s; DROP'", ' GROUP BY *', ' LIMIT 1', ' -- x',
  ' WHERE time > now() - 1h GROUP BY time(1m)', ' WHERE t = "a"', ' WHERE v > 1 / 2', ' WHERE t !~ /x\\/y;z/', ' /* x */',
  ' GROUP BY t, time(1h) fill(none)', " WHERE t = '--'", " WHERE t =~ /\\\\/ AND t = '/; SELECT * FROM theirs..m'",
  ' ORDER BY time DESC SLIMIT 1', " tz('Europe/Berlin')", ' WHERE v > 1 / 2 AND u / 2 < 3', ' GROUP BY /t|u/',
]
// biome-ignore format: a list
const shows = [
  'MEASUREMENTS', 'TAG KEYS', 'FIELD KEYS', 'SERIES', 'TAG VALUES', 'RETENTION POLICIES', 'DATABASES', 'QUERIES', 'USERS',
  'SERIES CARDINALITY', 'SERIES EXACT CARDINALITY', 'MEASUREMENT CARDINALITY', 'TAG KEY CARDINALITY', 'STATS', 'SHARDS',
  'CONTINUOUS QUERIES', 'FIELD KEY CARDINALITY', 'TAG VALUES CARDINALITY', 'GRANTS FOR reader',
]
const ons = [
  '',
  '',
  '',
  ' ON mine',
  ' ON theirs',
  ' ON "theirs"',
  ' on mine',
  ' ON theirs',
  ' ON mine"theirs"',
  ' ON ""',
  ' ON *.*',
]
// biome-ignore format: a list
const withs = [
  '', '', '', ' WITH MEASUREMENT =~ /.*/', ' WITH MEASUREMENT = theirs..secret', ' WITH KEY = "room"', ' WITH KEY != t',
  ' WITH KEY IN ("room", "t")', ' WITH KEY =~ /r.*/',
]
/** Texts of administrators. None removes what the databases hold: the others would have nothing to find. */
// biome-ignore format: a list
const others = [
  'CREATE DATABASE z', 'KILL QUERY 1', 'GRANT READ ON theirs TO reader', "SET PASSWORD FOR reader = 'x'", '', ' ', 'SELECT',
  'FROM m', 'DROP DATABASE theirs', "CREATE USER z WITH PASSWORD 'z'", 'EXPLAIN', 'SHOW', 'DROP MEASUREMENT nothing',
]
/** What is put into texts, or in the place of a part of them. */
// biome-ignore format: a list
const fragments = [
  '/', '\\', '"', "'", '.', '..', ':', ';', '(', ')', ',', ' ', '*', '=~', '::', '/*', '--', '$x', '\n', '\r', '\t', '1', 'x',
  ' theirs..m ', ' FROM ', ' INTO ', ' ON theirs ', ' theirs.autogen.', '"theirs"', '/;', "'/", '\\\\/', ' AND ', ' OR ',
]

/** An InfluxQL text, or something near one, that may or may not be for the database `mine` alone. */
export function makeText(random: () => number): string {
  const number = (below: number) => Math.floor(random() * below)
  const pick = (list: readonly string[]) => list[number(list.length)] as string
  const sometimes = (oneOf: number, make: () => string) => (number(oneOf) === 0 ? make() : '')

  const source = (depth: number): string => {
    if (depth < 2 && number(6) === 0) return `(${select(depth + 1)})`
    if (number(2) === 0) return pick(['m', 'theirs..m', 'mine..m', 'theirs.autogen.m', '"theirs"../.*/', 'autogen.m'])
    return pick(names) + sometimes(2, () => pick(dots) + pick(names) + sometimes(4, () => pick(dots) + pick(names)))
  }
  const sources = (depth: number) => source(depth) + sometimes(5, () => `, ${source(depth)}`)
  const select = (depth = 0): string => {
    const into = sometimes(7, () => ` INTO ${pick(targets)}`)
    return `SELECT ${pick(fields)}${into} FROM ${sources(depth)}${pick(tails)}`
  }
  const show = () =>
    `SHOW ${pick(shows)}${pick(ons)}${sometimes(2, () => ` FROM ${sources(2)}`)}${pick(withs)}${sometimes(4, () => pick(tails))}`
  const statement = () => {
    const kind = number(20)
    if (kind < 11) return select()
    if (kind < 17) return show()
    return kind < 18 ? `EXPLAIN ${sometimes(2, () => 'ANALYZE ')}${select()}` : pick(others)
  }
  const disturbed = (text: string) => {
    const at = number(text.length + 1)
    return text.slice(0, at) + pick(fragments) + text.slice(at + number(3))
  }

  let text = number(8) === 0 ? `${statement()};${statement()}` : statement()
  for (let times = number(4) === 0 ? 1 + number(2) : 0; times > 0; times--) text = disturbed(text)
  return text
}
