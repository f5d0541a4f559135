import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { SESSION_ENDED } from '../../../../infra/access/access.errors.js';
import { UsersApi } from '../../users/users.api.js';
import { ActorDirectory } from './actor-directory.js';
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

  private async end(
    { userId }: Pick<Actor, 'userId'>,
    which: { only?: string; except?: string },
    reason: SessionEnd,
  ): Promise<EndedSessionsDto> {
    const ended = await this.repository.endSessions(userId, which, reason);
    this.actors.forget(ended);
    return { ended: ended.length };
  }
}

function toDto({ id, device, address, createdAt, lastUsedAt, expiresAt }: LoginSession, actor: Actor): LoginSessionDto {
  return { id, device, address, createdAt, lastUsedAt, expiresAt, isCurrent: id === actor.sessionId };
}
