const sql = /^(?:select|show|use|create|insert|update|delete|drop|alter|describe|explain|grant|set)\s[^]*;\s*$|^\\\w/i;
/** What is typed into programs, where it begins like a command of the shell. */
const inputs = new Map([
  [
    'redis-cli',
    /^(?:set|get|ping|del|keys|incr|decr|auth|info|select|exists|expire|ttl|h(?:set|get|getall|del|keys|len)|[lr](?:push|pop)|lrange|llen|s(?:add|members|card)|z(?:add|range|score)|publish|subscribe)\b/i,
  ],
  ...['mysql', 'mariadb', 'psql', 'sqlite3', 'cqlsh'].map((name) => [name, sql] as const),
]);

/** Whether a text is what is typed into that program, though it begins like a command of the shell. */
export function isInputOf(program: string, text: string): boolean {
  return inputs.get(program)?.test(text) === true;
}

/** Whether a line that is typed into a program ends it. */
export function isLeaving(text: string): boolean {
  return /^\s*(?:exit|quit|bye|\\q|exit\(\)|quit\(\)|\^[CD]|\.exit|\.quit)[;]?\s*$/i.test(text);
}
