import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { SESSION_ENDED } from '../../../../infra/access/access.errors.js';
import { UsersApi } from '../../users/users.api.js';
import { ActorDirectory } from './actor-directory.js';
import { LOGGED_OUT, LOGIN_SESSIONS_ENDED } from '../auth.events.js';
import { AuthRepository } from './auth.repository.js';
import type { TokenInfoDto } from '../sign-in/sign-in.dto.js';
import type { EndedSessionsDto, LoginSessionDto, LoginSessionQueryDto } from './login-session.dto.js';
import type { LoginSession, SessionEnd } from './login-session.entity.js';
import { RefreshSecrets } from './secrets.js';
import { toSignedInUser } from './token-issuer.js';

/** Lists and ends login sessions. */
@Injectable()
export class LoginSessionsService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly users: UsersApi,
    private readonly actors: ActorDirectory,
    private readonly secrets: RefreshSecrets,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {}

  async verify(actor: Actor): Promise<TokenInfoDto> {
    const user = await this.users.findById(actor.userId);
    if (!user) throw new CodedError(SESSION_ENDED);
    return { active: true, user: toSignedInUser(user), sessionId: actor.sessionId };
  }

  async list(actor: Actor, query: LoginSessionQueryDto): Promise<Page<LoginSessionDto>> {
    return mapPage(await this.repository.listLiveSessions(actor.userId, query), (session) => toDto(session, actor));
  }

  async logout(actor: Actor): Promise<void> {
    await this.end(actor, { only: actor.sessionId }, 'logout');
  }

  /** Ends the session of any of its refresh tokens, including replaced ones: the holder is the owner, or a thief. */
  async logoutWith(refreshToken: string | undefined): Promise<void> {
    const ticket = refreshToken === undefined ? null : this.secrets.open(refreshToken);
    const session = ticket && (await this.repository.findLiveSession(ticket.sessionId));
    if (session) await this.end(session, { only: ticket.sessionId }, 'logout');
  }

  /** @throws CodedError not_found for a session that is not one of the caller's live ones */
  async revoke(actor: Actor, sessionId: string): Promise<void> {
    const { ended } = await this.end(actor, { only: sessionId }, 'revoked');
    if (ended === 0) throw new CodedError(NOT_FOUND);
  }

  revokeOthers(actor: Actor): Promise<EndedSessionsDto> {
    return this.end(actor, { except: actor.sessionId }, 'revoked');
  }

  /** For administrators. @throws CodedError not_found for an unknown person */
  async listOf(actor: Actor, userId: string, query: LoginSessionQueryDto): Promise<Page<LoginSessionDto>> {
    if (!(await this.users.findById(userId))) throw new CodedError(NOT_FOUND);
    return mapPage(await this.repository.listLiveSessions(userId, query), (session) => toDto(session, actor));
  }

  /** For administrators. @throws CodedError not_found for an unknown person */
  async endAllOf(actor: Actor, userId: string): Promise<EndedSessionsDto> {
    if (!(await this.users.findById(userId))) throw new CodedError(NOT_FOUND);
    return this.administer(actor, userId, { except: actor.sessionId });
  }

  /** For administrators. @throws CodedError not_found for a session that is not one of the person's live ones */
  async endOneOf(actor: Actor, userId: string, sessionId: string): Promise<void> {
    const { ended } = await this.administer(actor, userId, { only: sessionId });
    if (ended === 0) throw new CodedError(NOT_FOUND);
  }

  /** Audited: the event names the administrator. */
  private async administer(
    { userId: actorId }: Actor,
    userId: string,
    which: { only?: string; except?: string },
  ): Promise<EndedSessionsDto> {
    const ended = await this.transactions.run(async () => {
      const ids = await this.repository.endSessions(userId, which, 'revoked');
      if (ids.length > 0) await this.outbox.append(LOGIN_SESSIONS_ENDED, { userId, actorId, count: ids.length });
      return ids;
    });
    this.actors.forget(ended);
    return { ended: ended.length };
  }

  private async end(
    { userId }: Pick<Actor, 'userId'>,
    which: { only?: string; except?: string },
    reason: SessionEnd,
  ): Promise<EndedSessionsDto> {
    const ended = await this.transactions.run(async () => {
      const ids = await this.repository.endSessions(userId, which, reason);
      await this.outbox.appendAll(
        LOGGED_OUT,
        ids.map((sessionId) => ({ userId, sessionId })),
      );
      return ids;
    });
    this.actors.forget(ended);
    return { ended: ended.length };
  }
}

function toDto({ id, device, address, createdAt, lastUsedAt, expiresAt }: LoginSession, actor: Actor): LoginSessionDto {
  return { id, device, address, createdAt, lastUsedAt, expiresAt, isCurrent: id === actor.sessionId };
}
