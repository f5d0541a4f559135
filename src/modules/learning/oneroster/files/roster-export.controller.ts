import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ONEROSTER_EXPORT_RUNNING } from '../oneroster.errors.js';
import { ROSTER_EXPORT } from '../oneroster.limits.js';
import { RosterExport } from './roster-export.service.js';

@ApiTags('Courses')
@Controller('organizations/:id/oneroster-export')
@Access()
export class OneRosterExportController {
  constructor(private readonly roster: RosterExport) {}

  /**
   * Downloads the roster as a ZIP archive of OneRoster 1.2 CSV files; for those who manage the courses.
   * @remarks For systems that take files. It has all that is in use, as a whole (`bulk`), and is written for programs: cells
   * are to the letter, also where a spreadsheet would take them for formulas. An organization has one written at a time (409).
   */
  @Get()
  @ApiOkResponse({
    description: 'manifest.csv and the files that it names.',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary', example: 'PK\u0003\u0004…' } } },
  })
  @RateLimit(ROSTER_EXPORT)
  @Problems(FORBIDDEN, ONEROSTER_EXPORT_RUNNING)
  async get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.roster.open(actor, id), {
      type: 'application/zip',
      disposition: 'attachment; filename="oneroster.zip"',
    });
  }
}
