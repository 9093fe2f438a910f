/** Whether a host, as a URL or a variable names it, is this machine itself, which no network lies before. */
export const isLoopback = (host: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
