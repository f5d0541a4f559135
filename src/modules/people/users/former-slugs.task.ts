import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../infra/config/config.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { FormerSlugs } from './former-slugs.repository.js';

/** Removes slugs that anybody may have again. */
@Injectable()
export class FormerSlugsTask extends ScheduledTask {
  readonly name = 'users.former-slugs';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly slugs: FormerSlugs,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(): Promise<void> {
    return this.slugs.removeRested();
  }
}
