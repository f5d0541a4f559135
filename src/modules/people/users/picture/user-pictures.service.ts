import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { AuditLog } from '../../../../infra/audit/audit-log.js';
import { FILE_UPLOAD } from '../../../../infra/audit/audited-actions.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { mediaTypeOf, type PictureContent, readPictureFile } from '../../../../infra/pictures/picture-file.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND, PRECONDITION_FAILED } from '../../../../kernel/common-errors.js';
import { assertVersion } from '../../../../kernel/versions.js';
import type { VersionedProfileDto } from '../dto/person-profile.dto.js';
import { ProfilesService } from '../profiles.service.js';
import { USER_PICTURE_CHANGED } from '../users.events.js';
import { UsersRepository } from '../users.repository.js';
import { UserPicturesRepository } from './user-pictures.repository.js';

/** Use cases of the picture of a person: for themselves and, because everybody sees it, for administrators. */
@Injectable()
export class UserPicturesService {
  constructor(
    private readonly repository: UserPicturesRepository,
    private readonly profiles: ProfilesService,
    private readonly users: UsersRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, validation_failed, precondition_failed */
  @Transactional()
  async replace(
    actor: Actor,
    userId: string,
    bytes: Buffer,
    expected: number | undefined,
  ): Promise<VersionedProfileDto> {
    const { version } = await this.profiles.enter(actor, userId);
    assertVersion(expected, version);
    await this.repository.keep(userId, readPictureFile(bytes));
    const metadata = { file: 'picture', bytes: bytes.length, userId };
    await this.audit.add(FILE_UPLOAD, { userId: actor.userId, metadata });
    await this.changed(actor, userId, version);
    return this.profiles.show(actor, userId);
  }

  /** @throws CodedError not_found, precondition_failed */
  @Transactional()
  async remove(actor: Actor, userId: string, expected: number | undefined): Promise<void> {
    const { version } = await this.profiles.enter(actor, userId);
    assertVersion(expected, version);
    if (await this.repository.remove(userId)) await this.changed(actor, userId, version);
  }

  /** @throws CodedError not_found */
  async content(file: string): Promise<PictureContent> {
    const mediaType = mediaTypeOf(file);
    const content = mediaType && (await this.repository.contentOf(file));
    if (!mediaType || !content) throw new CodedError(NOT_FOUND);
    return { mediaType, content };
  }

  /** The version counts the picture as well. */
  private async changed({ userId: actorId }: Actor, userId: string, version: number): Promise<void> {
    if (!(await this.users.change(userId, version, {}))) throw new CodedError(PRECONDITION_FAILED);
    await this.outbox.append(USER_PICTURE_CHANGED, { userId, actorId });
  }
}
