/** The text of server-sent events (HTML Living Standard, section 9.2). JSON has no line breaks, so one data line does. */
export function eventText(name: string, data: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** How long the client waits before it connects again. */
export function retryText(milliseconds: number): string {
  return `retry: ${milliseconds}\n\n`;
}

/** A comment: nothing for the client, but it shows both sides that the connection is alive. */
export const HEARTBEAT_TEXT = ':\n\n';
