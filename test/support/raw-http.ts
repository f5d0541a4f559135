import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer with its headers, read as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // A test reads whatever a problem document has.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of a parsed JSON body
  readonly json: any;
}

/** A request that no well-behaved client sends, or one whose headers matter. Nothing is compared with the document. */
export async function request(url: string, init: RequestInit = {}): Promise<RawAnswer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '') && text !== '';
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** Sends bytes that `fetch` would refuse to send, and reads until the server closes the connection. */
export async function sendBytes(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}
