import { lookup as resolveAll } from 'node:dns';
import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { VERSION } from '../config/version.js';
import { AddressPolicy } from './address-policy.js';
import { BodyTooLarge, readBeginning, readWhole, UnreadableCoding } from './egress-body.js';
import type { EgressAnswer, EgressFailure, EgressFailureReason, EgressOutcome, EgressResult } from './egress-result.js';
import { faultOfUrl, hostOf, type UrlFault } from './egress-url.js';
import { guardedLookup, RefusedAddress, type ResolveAll } from './guarded-lookup.js';

export interface EgressSettings {
  /** Networks, in CIDR notation, that may be reached beside the public internet. */
  readonly allowedNetworks: readonly string[];
  /** Whether http:// is allowed beside https://. */
  readonly allowHttp: boolean;
}

/** Seams for tests: the DNS resolver and the trusted CA. */
export interface EgressSeams {
  readonly resolve?: ResolveAll;
  readonly ca?: string;
}

export interface EgressRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Deadline of the whole request, from the DNS look-up to the last byte of the response. */
  readonly timeLimitMs: number;
  readonly maxBodyBytes: number;
  /**
   * `whole`: the body is needed; one that is too large, broken off or in an unknown coding is a failure.
   * `beginning`: the status is the answer; of the body only the beginning is kept, as it came.
   */
  readonly wanted: 'whole' | 'beginning';
}

type Stage = 'resolving' | 'connecting' | 'securing' | 'talking';

const MAX_HEADER_BYTES = 16 * 1024;

const MESSAGES: Readonly<Record<EgressFailureReason, string>> = {
  refused_url: 'The address is not one that may be called.',
  refused_address: 'The host has no address on the public internet.',
  dns: 'The host cannot be found.',
  connection: 'The connection failed.',
  tls: 'A secure connection cannot be made.',
  timeout: 'There was no complete answer in time.',
  redirect: 'The answer is a redirect, and redirects are not followed.',
  too_large: 'The answer is too large.',
  encoding: 'The content coding of the answer is damaged, or not one that was asked for.',
  protocol: 'The answer is not HTTP.',
};

/**
 * HTTP(S) client for user-supplied addresses, safe from SSRF: it reaches the public internet and the networks that the
 * operator allows, whatever a name resolves to and whenever; follows no redirect; and is bounded in time and size.
 * Every request has a connection of its own.
 */
export class EgressClient {
  private readonly policy: AddressPolicy;
  private readonly lookup;

  constructor(
    private readonly settings: EgressSettings,
    private readonly seams: EgressSeams = {},
  ) {
    this.policy = new AddressPolicy(settings.allowedNetworks);
    this.lookup = guardedLookup(seams.resolve ?? resolveAll, this.policy);
  }

  /** Validates an address when it is entered, without resolving it; null when it may be tried. */
  faultOf(text: string): UrlFault | null {
    const fault = faultOfUrl(text, this.settings.allowHttp);
    if (fault) return fault;
    // An IP literal is never resolved, so the guarded look-up does not see it.
    const host = hostOf(new URL(text));
    return isIP(host) !== 0 && !this.policy.allows(host)
      ? { code: 'refused_address', message: 'must be on the public internet' }
      : null;
  }

  /** Never throws for failures of the other side: they are results. */
  async send(request: EgressRequest): Promise<EgressResult> {
    const startedAt = performance.now();
    const outcome = await this.attempt(request);
    return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
  }

  private async attempt(request: EgressRequest): Promise<EgressOutcome> {
    const fault = this.faultOf(request.url);
    if (fault) return failed(fault.code === 'refused_address' ? 'refused_address' : 'refused_url');
    const signal = AbortSignal.timeout(request.timeLimitMs);
    const outgoing = this.open(request, signal);
    const stage = stageOf(outgoing);
    try {
      const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
      outgoing.end(request.body);
      const [response] = await answered;
      const answer = await read(response, request);
      return isRedirect(answer.status) ? { ...failed('redirect'), answer } : { failure: null, answer };
    } catch (error) {
      return failed(signal.aborted ? 'timeout' : reasonOf(error as Error, stage()));
    } finally {
      outgoing.destroy();
    }
  }

  private open({ url, method, headers, wanted }: EgressRequest, signal: AbortSignal): ClientRequest {
    const options = {
      method,
      signal,
      agent: false,
      lookup: this.lookup,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: {
        'user-agent': `Lyceum/${VERSION}`,
        'accept-encoding': wanted === 'whole' ? 'gzip, identity' : 'identity',
        ...headers,
      },
    };
    const outgoing = url.toLowerCase().startsWith('https:')
      ? https.request(url, { ...options, ...(this.seams.ca !== undefined && { ca: this.seams.ca }) })
      : http.request(url, options);
    // An error after the response began shows in the response as well; without a listener it would end the process.
    return outgoing.on('error', () => undefined);
  }
}

function failed(reason: EgressFailureReason): { readonly failure: EgressFailure; readonly answer: null } {
  return { failure: { reason, message: MESSAGES[reason] }, answer: null };
}

/** Tracks the stage of the connection, to tell a DNS failure from a TLS failure afterwards. */
function stageOf(outgoing: ClientRequest): () => Stage {
  let stage: Stage = 'resolving';
  outgoing.once('socket', (socket) => {
    const isSecure = outgoing.protocol === 'https:';
    if (isIP(outgoing.host) !== 0) stage = 'connecting';
    socket.once('lookup', (error: Error | null) => (stage = error ? stage : 'connecting'));
    socket.once('connect', () => (stage = isSecure ? 'securing' : 'talking'));
    socket.once('secureConnect', () => (stage = 'talking'));
  });
  return () => stage;
}

function reasonOf(error: Error & { readonly code?: string }, stage: Stage): EgressFailureReason {
  if (error instanceof RefusedAddress) return 'refused_address';
  if (error instanceof BodyTooLarge || error.code === 'HPE_HEADER_OVERFLOW') return 'too_large';
  if (error instanceof UnreadableCoding) return 'encoding';
  if (error.code?.startsWith('HPE_')) return 'protocol';
  if (stage === 'resolving') return 'dns';
  return stage === 'securing' ? 'tls' : 'connection';
}

async function read(response: IncomingMessage, { wanted, maxBodyBytes }: EgressRequest): Promise<EgressAnswer> {
  const status = response.statusCode ?? 0;
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const read =
    wanted === 'beginning' || isRedirect(status)
      ? await readBeginning(response, maxBodyBytes)
      : { body: await readWhole(response, maxBodyBytes), isCut: false };
  return { status, headers, ...read };
}

/** 304 (Not Modified) is no redirect. */
function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}
