import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import proxyAddress from '@fastify/proxy-addr';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type WebSocket, WebSocketServer } from 'ws';
import { ActorSource, type VerifiedToken } from '../../../../infra/access/access-token.js';
import { GUEST_TOKEN_PREFIX } from '../../../../infra/access/guest-passes.js';
import { TokenVerifier } from '../../../../infra/access/token-verifier.js';
import { HttpConfig } from '../../../../infra/config/config.js';
import { Lifecycle } from '../../../../infra/health/lifecycle.js';
import { Upgrades } from '../../../../infra/http/upgrades.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { API_PREFIX } from '../../../../kernel/api-prefix.js';
import { newId } from '../../../../kernel/ids.js';
import { networkOf } from '../../../../kernel/network.js';
import { withinTime } from '../../../../kernel/time-limit.js';
import { type GuestPass, GuestTokens } from '../guests/guest-tokens.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import { type ClientPlace, ClientsRepository } from './clients.repository.js';
import type { LivePerson } from './cursors.js';
import { LiveAdmission } from './live-admission.js';
import { LiveConnection } from './live-connection.js';
import {
  ADMISSION_MS,
  LARGEST_FRAME_BYTES,
  LARGEST_REFUSED_BYTES,
  MOST_AT_THE_DOOR,
  MOST_AT_THE_DOOR_PER_NETWORK,
  MOST_REFUSED,
  MOST_REFUSED_PER_NETWORK,
  REFUSED_MS,
} from './live-limits.js';
import { type End, ENDS, type RoomState } from './live-messages.js';
import { LiveRooms } from './live-rooms.js';
import { NetworkPlaces } from './network-places.js';
import { PeopleLimits, type PersonLimits } from './person-limits.js';
import { LEAST_CLIENT_ID } from './room-document.js';

/** The subprotocol. Another one that the client offers carries the token, which no log of addresses has then. */
export const SUBPROTOCOL = 'lyceum.rooms.v1';
const TOKEN_PREFIX = 'bearer.';
const GUEST_PREFIX = 'guest.';

const BUSY = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const PATH = new RegExp(`^${API_PREFIX}/sessions/(${UUID})/ws$`, 'i');
const HIGHEST_CLIENT_ID = 2 ** 32 - 1;

interface Admitted {
  readonly place: ClientPlace;
  readonly pass: VerifiedToken | GuestPass;
  readonly person: LivePerson;
  readonly state: RoomState;
  readonly limits: PersonLimits;
}

/**
 * The door of rooms. Whoever wants in is admitted before their socket is read: what they send meanwhile waits in their own
 * network, however much it is. Those who are refused get a socket that says why and ends, because browsers show nothing
 * of a handshake that failed.
 */
@Injectable()
export class LiveGateway implements OnModuleDestroy {
  private readonly server = serverFor(LARGEST_FRAME_BYTES);
  private readonly refusing = serverFor(LARGEST_REFUSED_BYTES);
  private readonly atTheDoor = new NetworkPlaces(MOST_AT_THE_DOOR, MOST_AT_THE_DOOR_PER_NETWORK);
  private readonly refused = new NetworkPlaces(MOST_REFUSED, MOST_REFUSED_PER_NETWORK);
  private readonly addressOf: (request: IncomingMessage) => string;

  constructor(
    private readonly rooms: LiveRooms,
    private readonly admission: LiveAdmission,
    private readonly clients: ClientsRepository,
    private readonly limits: PeopleLimits,
    private readonly tokens: TokenVerifier,
    private readonly guestTokens: GuestTokens,
    private readonly guests: GuestsRepository,
    private readonly actors: ActorSource,
    private readonly lifecycle: Lifecycle,
    private readonly security: SecurityEvents,
    private readonly logger: Logger,
    { trustProxy }: HttpConfig,
    upgrades: Upgrades,
  ) {
    const trust = proxyAddress.compile(trustProxy);
    this.addressOf = (request) => proxyAddress(request, trust);
    upgrades.add((request, socket, head) => this.receive(request, socket, head));
  }

  onModuleDestroy(): void {
    this.server.close();
    this.refusing.close();
  }

  private receive(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const sessionId = PATH.exec(path)?.[1]?.toLowerCase();
    if (sessionId === undefined) return false;
    // Without a listener a connection that breaks now would end the process.
    socket.on('error', ignored);
    const address = this.addressOf(request);
    const network = networkOf(address);
    if (this.lifecycle.isDraining || !this.atTheDoor.take(network)) {
      // A client that does not close its end would keep it otherwise: Node leaves sockets of HTTP half open.
      socket.end(BUSY, () => socket.destroy());
      return true;
    }
    void this.admit(request, sessionId, Number(new URLSearchParams(query).get('clientId')), address)
      .catch((error: unknown): End => {
        this.logger.failure('live_gateway.admission_failed', error);
        return 'service_unavailable';
      })
      .then((admitted) => this.shake(request, socket, head, admitted))
      .catch((error: unknown) => {
        // Nobody waits for it: what fails here would end the process.
        this.logger.failure('live_gateway.handshake_failed', error);
        socket.destroy();
      })
      .finally(() => this.atTheDoor.leave(network));
    return true;
  }

  private async admit(
    request: IncomingMessage,
    sessionId: string,
    clientId: number,
    address: string,
  ): Promise<Admitted | End> {
    const waiting = new AbortController();
    const examined = this.examine(request, sessionId, clientId, address, waiting.signal);
    try {
      return await withinTime(examined, ADMISSION_MS);
    } catch (error) {
      // They are told to come again: a place that they get after all would count as one of theirs.
      waiting.abort(error);
      examined
        .then((late) => (typeof late === 'string' ? undefined : this.clients.leave(late.place)))
        .catch((failed: unknown) => {
          if (failed !== error) this.logger.failure('live_gateway.late_admission_failed', failed);
        });
      throw error;
    }
  }

  private async examine(
    request: IncomingMessage,
    sessionId: string,
    clientId: number,
    address: string,
    waiting: AbortSignal,
  ): Promise<Admitted | End> {
    const isClientId = Number.isInteger(clientId) && clientId >= LEAST_CLIENT_ID && clientId <= HIGHEST_CLIENT_ID;
    if (!isClientId) return 'malformed_message';
    const pass = await this.passOf(request, address);
    if (typeof pass === 'string') return pass;
    const person = { id: pass.sub, isGuest: 'room' in pass };
    const [state] = await this.admission.admit([{ sessionId, userId: person.id, isGuest: person.isGuest }]);
    if (state === undefined || typeof state === 'string') return state ?? 'not_found';
    if (!this.limits.ofRoom(sessionId).mayEnter(person.id)) return 'rate_limited';
    const seen = await this.rooms.personOf(person);
    // Guests count for whoever made their link, or has the room that was booked.
    const host = person.isGuest ? await this.guests.hostOf(person.id) : null;
    // Last, because nobody gives a place back that is taken before something fails.
    const place = { sessionId, clientId, connectionId: newId() };
    const taken = await this.clients.take(place, person, waiting);
    if (taken !== 'taken') return taken;
    const limits = host === null ? this.limits.of(person.id) : this.limits.ofGuest(person.id, host);
    return { place, pass, person: seen, state, limits };
  }

  private async passOf(request: IncomingMessage, address: string): Promise<VerifiedToken | GuestPass | End> {
    try {
      const guestToken = guestTokenOf(request);
      if (guestToken !== undefined) return await this.guestTokens.verify(guestToken);
      const pass = await this.tokens.verify(tokenOf(request));
      if (await this.actors.actorOf(pass)) return pass;
      this.security.record('session_ended', { address, userId: pass.sub });
      return 'session_ended';
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.definition.code === 'token_expired') return 'token_expired';
      this.security.record('token_invalid', { address });
      return 'token_invalid';
    }
  }

  private async shake(request: IncomingMessage, socket: Duplex, head: Buffer, admitted: Admitted | End): Promise<void> {
    const server = typeof admitted === 'string' ? this.refusing : this.server;
    const webSocket = await new Promise<WebSocket | null>((resolve) => {
      const closed = () => resolve(null);
      socket.once('close', closed);
      server.handleUpgrade(request, socket, head, (made) => {
        // It would keep the request as long as the socket is there.
        socket.off('close', closed);
        // Nothing is read before somebody listens.
        made.pause();
        resolve(made);
      });
      if (socket.destroyed) resolve(null);
    });
    if (typeof admitted === 'string') {
      if (webSocket) this.refuse(webSocket, admitted, networkOf(this.addressOf(request)));
      return;
    }
    const { place, person, pass, state, limits } = admitted;
    if (!webSocket) {
      await this.clients.leave(place);
      return;
    }
    const connection = new LiveConnection(webSocket, place, person, pass, state, limits);
    try {
      if (this.rooms.isClosing) connection.end('service_unavailable');
      else if (!(await this.rooms.enter(connection))) connection.end('not_found');
    } catch (error) {
      this.logger.failure('live_gateway.entry_failed', error);
      connection.end('service_unavailable');
    }
  }

  /**
   * Strangers who do not go when they are told are no burden: there are few of them at once, and they go soon. Those of one
   * network leave others the time to hear why.
   */
  private refuse(socket: WebSocket, reason: End, network: string): void {
    const [code, message] = ENDS[reason];
    socket.on('error', ignored);
    if (!this.refused.take(network)) {
      socket.terminate();
      return;
    }
    socket.once('close', () => this.refused.leave(network));
    socket.send(JSON.stringify({ type: 'error', code: reason, message }));
    socket.resume();
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), REFUSED_MS).unref();
  }
}

/** Out here, because what is made beside a request keeps it as long as the socket is there. */
function ignored(): void {}

function serverFor(maxPayload: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
}

function offered({ headers }: IncomingMessage, prefix: string): string | undefined {
  const names = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return names.find((name) => name.startsWith(prefix))?.slice(prefix.length);
}

/** Of a subprotocol of guests, or of the usual header. */
function guestTokenOf(request: IncomingMessage): string | undefined {
  const token = offered(request, GUEST_PREFIX);
  if (token !== undefined) return token;
  const bearer = tokenOf(request);
  return bearer.startsWith(GUEST_TOKEN_PREFIX) ? bearer : undefined;
}

/** Of a subprotocol, for browsers, which cannot send headers; or of the usual header. */
function tokenOf(request: IncomingMessage): string {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return offered(request, TOKEN_PREFIX) ?? bearer ?? '';
}
