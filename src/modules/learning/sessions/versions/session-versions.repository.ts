import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import type { RoomFile } from '../live/room-document.js';
import { DEFAULT_VERSION_SORT, type SessionVersionQueryDto } from './session-version.dto.js';
import { SessionVersion } from './session-version.entity.js';
import { MOST_AUTOMATIC_VERSIONS } from './version.rules.js';

interface NewVersion {
  readonly sessionId: string;
  readonly name: string | null;
  readonly createdBy: string;
  readonly files: readonly RoomFile[];
}

@Injectable()
export class SessionVersionsRepository {
  constructor(@InjectRepository(SessionVersion) private readonly versions: Repository<SessionVersion>) {}

  async insert(values: NewVersion): Promise<SessionVersion> {
    return this.versions.save(this.versions.create({ ...values, isAutomatic: values.name === null }));
  }

  find(sessionId: string, id: string): Promise<SessionVersion | null> {
    return this.versions.findOneBy({ sessionId, id });
  }

  findWithFiles(sessionId: string, id: string): Promise<SessionVersion | null> {
    return this.versions.createQueryBuilder('version').addSelect('version.files').where({ sessionId, id }).getOne();
  }

  list(sessionId: string, query: SessionVersionQueryDto): Promise<Page<SessionVersion>> {
    const list = this.versions.createQueryBuilder('version').where({ sessionId });
    return paginate(list, query, DEFAULT_VERSION_SORT);
  }

  countNamed(sessionId: string): Promise<number> {
    return this.versions.countBy({ sessionId, isAutomatic: false });
  }

  async delete(id: string): Promise<void> {
    await this.versions.delete({ id });
  }

  /** Those that somebody made in rooms of others stay, without the names that they gave. */
  async unname(createdBy: string): Promise<void> {
    await this.versions.update({ createdBy }, { name: null, isAutomatic: true });
  }

  /** Automatic ones, but for the latest. */
  async deleteOld(sessionId: string): Promise<void> {
    await this.versions
      .createQueryBuilder()
      .delete()
      .where(
        `session_id = :sessionId AND is_automatic AND id NOT IN (
           SELECT id FROM session_versions WHERE session_id = :sessionId AND is_automatic
           ORDER BY created_at DESC, id DESC LIMIT ${MOST_AUTOMATIC_VERSIONS})`,
        { sessionId },
      )
      .execute();
  }
}
