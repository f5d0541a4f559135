/** A server-sent event (HTML Living Standard, section 9.2). JSON has no line breaks, so one data field suffices. */
export function eventText(name: string, data: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Sets the reconnection time of the client. */
export function retryText(milliseconds: number): string {
  return `retry: ${milliseconds}\n\n`;
}

/** A comment, as a keep-alive for both sides. */
export const HEARTBEAT_TEXT = ':\n\n';
