import { Injectable } from '@nestjs/common';
import { withinTime } from '../../../kernel/time-limit.js';
import { SettingsInForce } from '../../../infra/config/settings-in-force.js';
import { VERSION } from '../../../infra/config/version.js';
import { Sql } from '../../../infra/database/sql.js';
import { registeredFeatures } from '../../../infra/features/registered-features.js';
import { RedisClient } from '../../../infra/realtime/redis.client.js';
import type { ConfigurationDto } from './dto/configuration.dto.js';

const TIMEOUT_MS = 2_000;

/** Shows administrators what this process goes by. */
@Injectable()
export class ConfigurationService {
  constructor(
    private readonly settings: SettingsInForce,
    private readonly sql: Sql,
    private readonly redis: RedisClient,
  ) {}

  async show(): Promise<ConfigurationDto> {
    // eslint-disable-next-line lyceum/statements-in-turn -- each asks another service
    const [postgresql, redis] = await Promise.all([answerOf(this.postgresql()), answerOf(this.redisVersion())]);
    return {
      versions: { lyceum: VERSION, node: process.versions.node, postgresql, redis },
      features: registeredFeatures().map(({ name }) => name),
      settings: [...this.settings.list],
    };
  }

  private async postgresql(): Promise<string | null> {
    const [row] = await this.sql.query<{ version: string }>(
      'database_version',
      `SELECT current_setting('server_version') AS version`,
      [],
    );
    // Some builds add what distribution they are of.
    return row?.version.split(' ')[0] ?? null;
  }

  private async redisVersion(): Promise<string | null> {
    return /^redis_version:(.+?)\r?$/m.exec(await this.redis.commands.info('server'))?.[1] ?? null;
  }
}

async function answerOf(question: Promise<string | null>): Promise<string | null> {
  try {
    return await withinTime(question, TIMEOUT_MS);
  } catch {
    return null;
  }
}
