import { describe, expect, it } from 'vitest'
import { databasesTouched, type Touched } from '../../src/dataplane/influxql.ts'
import { Refusal } from '../../src/dataplane/refusal.ts'

/** What a text touches in a request to the database `mine`. */
function touched(text: string) {
  const { reads, writes } = databasesTouched(text, 'mine')
  return { reads: databasesOf(reads), writes: databasesOf(writes) }
}

const databasesOf = (all: readonly Touched[]) => [...new Set(all.map(({ database }) => database))].sort()

/** The reason for which a text is refused; undefined when it is not. */
function refusal(text: string): string | undefined {
  try {
    databasesTouched(text, 'mine')
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

describe('an InfluxQL text', () => {
  it.each([
    'SELECT * FROM m',
    'select mean("v") from "m" where time > now() - 1h group by time(1m), "host" fill(none) order by time desc limit 5',
    'SELECT v / 2, /^v/, count(DISTINCT v), DISTINCT v, -v AS "x;y", v::field, *::tag FROM m, autogen.m, /^m/, autogen./m/',
    'SELECT DISTINCT v FROM m WHERE (t = \'a\' OR t !~ /x\\/y;z/) AND "v" >= 1.5 AND u <> 5m',
    "SELECT v FROM m WHERE t = 'it\\'s; DROP DATABASE theirs' AND t = '-- no comment'",
    'SELECT max(x) FROM (SELECT mean(v) AS x FROM m GROUP BY *) WHERE x > 0 SLIMIT 1 SOFFSET 2',
    "SELECT v FROM m WHERE time >= '2026-11-29T00:00:00Z' tz('Europe/Berlin')",
    'SELECT v FROM m;\n\tSELECT v FROM n ; ',
    'SELECT percentile(v, 95) FROM m GROUP BY time(1w, -3d), /host|room/ fill(-1)',
    'SELECT mine.v FROM m',
    'SELECT "theirs.x" FROM "theirs..m"',
    'EXPLAIN SELECT v FROM m',
    'EXPLAIN ANALYZE SELECT v FROM m',
    'SHOW MEASUREMENTS',
    "SHOW MEASUREMENTS WITH MEASUREMENT =~ /m.*/ WHERE t = 'a' LIMIT 10 OFFSET 5",
    'SHOW MEASUREMENTS WITH MEASUREMENT = "m"',
    "SHOW SERIES FROM m WHERE t = 'a'",
    'SHOW TAG KEYS FROM /m/, n',
    'SHOW TAG VALUES FROM m WITH KEY = "room"',
    'SHOW TAG VALUES WITH KEY IN ("room", t) WHERE t =~ /a/',
    'SHOW TAG VALUES WITH KEY !~ /x/',
    'show field keys from autogen.m',
    'SHOW RETENTION POLICIES',
    'SHOW RETENTION POLICIES ON mine',
  ])('that names no other database reads that of the request alone: %s', (text) => {
    expect(touched(text)).toEqual({ reads: ['mine'], writes: [] })
  })

  it.each([
    ['SELECT * FROM theirs..m', 'theirs'],
    ['SELECT * FROM "theirs"."autogen"."m"', 'theirs'],
    ['SELECT * FROM theirs../.*/', 'theirs'],
    ['SELECT * FROM theirs.autogen./m/', 'theirs'],
    ['SELECT * FROM m, theirs..m', 'theirs'],
    ['SELECT * FROM (SELECT v FROM m), (SELECT v FROM (SELECT v FROM theirs..m))', 'theirs'],
    ["SELECT * FROM m WHERE t = 'x' ; SELECT * FROM theirs..m", 'theirs'],
    ['EXPLAIN ANALYZE SELECT * FROM theirs..m', 'theirs'],
    ['SELECT * FROM "o\\"dd"..m', 'o"dd'],
    ['SELECT * FROM "a.b"..m', 'a.b'],
    ['SELECT * FROM MINE..m', 'MINE'],
    ['SELECT * FROM "FROM"..m', 'FROM'],
    ['SELECT v / 2 FROM theirs..m WHERE v > 1 / 2', 'theirs'],
    ['SELECT /v/ FROM theirs..m WHERE t =~ /x/', 'theirs'],
    ['SHOW MEASUREMENTS ON theirs', 'theirs'],
    ['SHOW MEASUREMENTS on "theirs"', 'theirs'],
    ['SHOW MEASUREMENTS WITH MEASUREMENT = theirs..m', 'theirs'],
    ['SHOW RETENTION POLICIES ON theirs', 'theirs'],
    ['SHOW TAG KEYS FROM theirs..m', 'theirs'],
    ['SHOW TAG VALUES FROM theirs..m WITH KEY = room', 'theirs'],
    // InfluxDB 1.x answers these to anybody who may read the database of the request.
    ['SHOW FIELD KEYS FROM theirs..m', 'theirs'],
    ['SHOW FIELD KEYS ON mine FROM theirs..m', 'theirs'],
    ['SHOW SERIES FROM theirs..m', 'theirs'],
    ['SHOW SERIES FROM theirs../.*/', 'theirs'],
  ])('reads what it names besides: %s', (text, other) => {
    expect(touched(text)).toEqual({ reads: ['mine', other].sort(), writes: [] })
  })

  it.each([
    ['SELECT * INTO n FROM m', 'mine'],
    ['SELECT * INTO autogen.n FROM m', 'mine'],
    ['SELECT * INTO autogen.:MEASUREMENT FROM /.*/', 'mine'],
    ['SELECT * INTO theirs..n FROM m', 'theirs'],
    ['SELECT * INTO "theirs"."autogen"."n" FROM m', 'theirs'],
    ['SELECT * INTO theirs.autogen.:MEASUREMENT FROM /.*/', 'theirs'],
    ['SELECT * INTO theirs..:measurement FROM /.*/', 'theirs'],
  ])('writes what INTO names: %s', (text, target) => {
    expect(touched(text)).toEqual({ reads: ['mine'], writes: [target] })
  })

  it.each([
    'DROP DATABASE theirs',
    'SELECT * FROM m; DROP DATABASE theirs',
    'DELETE FROM m',
    'DROP SERIES FROM m',
    'CREATE DATABASE x',
    'CREATE CONTINUOUS QUERY q ON mine BEGIN SELECT mean(v) INTO n FROM m GROUP BY time(1m) END',
    'ALTER RETENTION POLICY autogen ON mine DURATION 1h',
    'GRANT ALL ON theirs TO u',
    "SET PASSWORD FOR root = 'x'",
    'KILL QUERY 1',
    'EXPLAIN DROP DATABASE theirs',
    'SHOW DATABASES',
    'SHOW USERS',
    'SHOW GRANTS FOR root',
    'SHOW QUERIES',
    'SHOW CONTINUOUS QUERIES',
    'SHOW SHARDS',
    'SHOW STATS',
    'SHOW DIAGNOSTICS',
    'SHOW SUBSCRIPTIONS',
    'SHOW SERIES CARDINALITY',
    'SHOW SERIES EXACT CARDINALITY ON theirs',
    'SHOW SERIES CARDINALITY FROM theirs..m',
    'SHOW MEASUREMENT CARDINALITY',
    'SHOW TAG KEY CARDINALITY FROM theirs..m',
    'SHOW MEASUREMENTS ON *.*',
    'SHOW MEASUREMENTS ON theirs.autogen',
    'FROM m SELECT *',
    '"SELECT" * FROM m',
  ])('is refused where it is no query that tokens may ask: %s', (text) => {
    expect(refusal(text)).toMatch(/open to database tokens/)
  })

  it.each([
    ['', 'empty'],
    [' ;; ', 'empty'],
    ['SELECT', 'its end'],
    ['SELECT * FROM', 'its end'],
    ['SELECT * FROM m WHERE', 'its end'],
    ['SELECT * FROM m m', 'at M (character 17)'],
    ['SELECT * FROM m -- x', 'comment'],
    ['SELECT * FROM m /* x */', 'comment'],
    ["SELECT * FROM m WHERE t = '\\x'", 'escape'],
    ["SELECT * FROM m WHERE t = 'a", 'quotes'],
    ["SELECT * FROM m WHERE t = 'a\nb'", 'quotes'],
    ['SELECT * FROM "m', 'quotes'],
    ['SELECT * FROM m WHERE t =~ /a', 'regular expression'],
    ['SELECT * FROM m WHERE t =~ /a\n/', 'regular expression'],
    ["SELECT * FROM m WHERE t =~ 'a'", 'at the string'],
    ['SELECT * FROM m WHERE t = /a/', 'at /'],
    ['SELECT * FROM m WHERE t = $x', 'U+0024 outside of quotes: write the value'],
    ['SELECT * FROM m WHERE t = `x`', 'U+0060'],
    ['SELECT * FROM m\u00a0WHERE t = 1', 'U+00A0'],
    ['SELECT * FROM m\u0000; DROP DATABASE theirs', 'control character'],
    ['SELECT * FROM "\ud800"', 'Unicode'],
    ['SELECT 1.2.3 FROM m', 'number'],
    ['SELECT 1.h FROM m', 'number'],
    ['SELECT v FROM m LIMIT x', 'at X'],
    ['SELECT v FROM m GROUP t', 'at T'],
    ['SELECT * FROM a.b.c.d', 'more than three parts'],
    ['SELECT * FROM a...d', 'more than three parts'],
    ['SELECT * FROM ""..m', 'at the name'],
    ['SELECT * FROM theirs. autogen.m', 'white space after the dot'],
    ['SELECT * FROM theirs .autogen.m', 'at .'],
    ['SELECT * FROM (SELECT * INTO theirs..n FROM m)', 'subquery'],
    ['SELECT * FROM (DROP DATABASE theirs)', 'at DROP'],
    // As InfluxDB 1.x reads them: the databases theirs and mine, one after the other.
    ['SHOW MEASUREMENTS ON mine"theirs"', 'quotation mark inside a name'],
    ['SELECT * FROM theirs.autogen /m/', 'at /'],
    ['SELECT * INTO theirs.autogen :MEASUREMENT FROM m', 'at :'],
    ['SELECT * INTO theirs.autogen:MEASUREMENT FROM m', 'at :'],
    // A slash after two backslashes ends a regular expression for some servers, and for some it does not.
    ["SELECT * FROM m WHERE t =~ /\\\\/ AND u = '/; SELECT * FROM theirs..m'", 'slash after two backslashes'],
    ['SELECT * / v FROM theirs.autogen.m WHERE v > 1 / 2 FROM m', 'at FROM'],
  ])('is refused where servers could read something else than we: %j', (text, reason) => {
    expect(refusal(text)).toContain(reason)
  })

  it.each([
    ['SELECT * FROM theirs.week.m, day.m, m, theirs..m', ['theirs/week', 'mine/day']],
    ['SELECT * INTO mine.year.:MEASUREMENT FROM theirs.week./.*/', ['mine/year', 'theirs/week']],
    ['SHOW SERIES FROM day./.*/', ['mine/day']],
  ])('may mean databases of retention policies, as InfluxDB 3 does: %s', (text, expected) => {
    const { reads, writes } = databasesTouched(text, 'mine')
    const named = [...writes, ...reads].filter(({ policy }) => policy !== '')
    expect(named.map(({ database, policy }) => `${database}/${policy}`)).toEqual(expected)
  })

  it('for no database must name one wherever one is needed', () => {
    const theirs = [{ database: 'theirs', policy: '', isWhole: true }]
    expect(databasesTouched('SELECT * FROM theirs..m', undefined).reads).toEqual(theirs)
    expect(databasesTouched('SHOW TAG KEYS ON theirs', undefined).reads).toEqual(theirs)
    for (const text of ['SELECT * FROM m', 'SELECT * INTO n FROM theirs..m', 'SHOW SERIES FROM theirs..m']) {
      expect(() => databasesTouched(text, undefined), text).toThrow('name it by the parameter db')
    }
  })

  it('touches at most a hundred things, which is known before the whole of it is read', () => {
    const policies = (count: number) =>
      `SELECT v FROM ${Array.from({ length: count }, (_, at) => `p${at}.m`).join(',')}`
    expect(databasesTouched(policies(99), 'mine').reads).toHaveLength(100)
    expect(refusal(policies(100))).toContain('more than 100')
    expect(refusal(`${policies(100)} nonsense`)).toContain('more than 100')
  })

  it('gets a reason that fits into a header and quotes nothing of what stands in quotes', () => {
    const secret = 'hunter2'
    const texts = [
      `SELECT * FROM m '${secret}'`,
      `SELECT * FROM m "${secret}"`,
      `"${secret}"`,
      `SET PASSWORD FOR u = '${secret}'`,
      `SELECT * FROM m WHERE t = '${secret}`,
      `${'x'.repeat(60_000)} y`,
      `SHOW ${'x'.repeat(60_000)}`,
      'SELECT ü',
    ]
    for (const text of texts) {
      const reason = refusal(text)
      expect(reason).toMatch(/^(?!.*["\\])[\x20-\x7e]{1,200}$/)
      expect(reason).not.toContain(secret)
    }
  })

  it('of 60,000 characters is read in one pass, however it is made', () => {
    const parts = [
      "'",
      '"',
      '/',
      '(',
      'a.',
      'SELECT v FROM m;',
      '-',
      '- ',
      '\\',
      'a,',
      ' ',
      '\t',
      '1',
      '1a',
      'µ',
      ';',
      '=~/',
    ]
    for (const part of parts) {
      for (const start of [
        '',
        'SELECT ',
        'SELECT v FROM ',
        "SELECT v FROM m WHERE t = '",
        'SELECT v FROM m WHERE t =~ /',
      ]) {
        refusal(start + part.repeat(60_000 / part.length))
      }
    }
    expect(refusal(`SELECT v FROM m WHERE t = '${'x'.repeat(60_000)}'`)).toBeUndefined()
    expect(refusal(`SELECT ${'v,'.repeat(30_000)}v FROM m`)).toBeUndefined()
    expect(refusal('SELECT v FROM m;'.repeat(51))).toContain('more than 50 statements')
    expect(refusal(`SELECT ${'('.repeat(33)}v`)).toContain('more than 32 parentheses')
    expect(refusal(`SELECT * FROM ${'(SELECT * FROM '.repeat(33)}m`)).toContain('more than 32 parentheses')
  })
})
