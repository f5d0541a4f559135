import { Body, Controller, Delete, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { CsvAnswer, CurrentDownload } from '../../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates, Versioned } from '../../../../infra/http/resource.decorators.js';
import { Charged } from '../../../../infra/quotas/charges.guard.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ROSTER_LIMIT, ROSTER_RUNNING, ROSTER_STALE, ROSTER_STATE_CONFLICT } from '../rosters.errors.js';
import { ROSTER_CHECKS } from '../rosters.limits.js';
import { RosterCharges } from './roster-charges.js';
import {
  NewRosterImportDto,
  RosterImportDto,
  RosterPartDto,
  RosterRowFileQueryDto,
  RosterRowPageDto,
  RosterRowQueryDto,
} from './roster-import.dto.js';
import { RosterImportsService } from './roster-imports.service.js';
import { ROSTER_REPORT } from './roster.table.js';

/** `progress` moves on without a new version. */
const WITH_PROGRESS = { wholeBody: true } as const;

@ApiTags('Rosters')
@Controller('roster-imports')
@Access()
export class RosterImportsController {
  constructor(
    private readonly imports: RosterImportsService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Begins an import of a CSV file; for those who manage the courses.
   * @remarks The file follows in parts, then a dry run says what it would change, and nothing is written before it is applied.
   */
  @Post()
  @Creates('/roster-imports/{id}')
  @Versioned(WITH_PROGRESS)
  @Idempotent()
  @Problems(FORBIDDEN, ROSTER_LIMIT)
  create(@CurrentActor() actor: Actor, @Body() wanted: NewRosterImportDto): Promise<RosterImportDto> {
    return this.imports.create(actor, wanted);
  }

  /**
   * Shows an import; for those who manage the courses.
   * @remarks Its `state` and `progress` say how far it is, and `counts` what its rows would do or did.
   */
  @Get(':id')
  @Versioned(WITH_PROGRESS)
  @Problems(FORBIDDEN)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.rosterImport) id: string): Promise<RosterImportDto> {
    return this.imports.findOne(actor, id);
  }

  /**
   * Sends a part of the file; for those who manage the courses.
   * @remarks Parts are numbered from 1 on, up to 50, and each may be sent again until the file is looked at.
   */
  @Post(':id/parts')
  @HttpCode(204)
  @Charged(RosterCharges)
  @Problems(FORBIDDEN, ROSTER_STATE_CONFLICT)
  addPart(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.rosterImport) id: string,
    @Body() part: RosterPartDto,
  ): Promise<void> {
    return this.imports.putPart(actor, id, part);
  }

  /**
   * Looks at the file (a dry run), also again; for those who manage the courses.
   * @remarks The worker does it: read the import until its `state` is `ready`, `blocked` or `refused`. An organization has one
   * looked at at a time.
   */
  @Post(':id/check')
  @HttpCode(202)
  @Shows('CheckedRosterImport', { state: 'checking', progress: 0 })
  @RateLimit(ROSTER_CHECKS)
  @Problems(FORBIDDEN, ROSTER_STATE_CONFLICT, ROSTER_RUNNING)
  check(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.rosterImport) id: string): Promise<RosterImportDto> {
    return this.imports.check(actor, id);
  }

  /**
   * Applies what the dry run showed; for those who manage the courses.
   * @remarks All of it or, when something is in the way, nothing. Refused when the courses changed since the dry run, and
   * while another import of the organization is applied or undone.
   */
  @Post(':id/apply')
  @HttpCode(202)
  @Shows('AppliedRosterImport', { state: 'applying', progress: 0 })
  @Problems(FORBIDDEN, ROSTER_STATE_CONFLICT, ROSTER_STALE, ROSTER_RUNNING)
  apply(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.rosterImport) id: string): Promise<RosterImportDto> {
    return this.imports.apply(actor, id);
  }

  /**
   * Undoes an applied import, for what nobody changed since; for those who manage the courses.
   * @remarks What it added is archived or withdrawn, what it changed or removed is as before; what somebody changed later
   * stays as it is.
   */
  @Post(':id/undo')
  @HttpCode(202)
  @Shows('UndoneRosterImport', { state: 'undoing', progress: 0 })
  @Problems(FORBIDDEN, ROSTER_STATE_CONFLICT, ROSTER_RUNNING)
  revert(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.rosterImport) id: string): Promise<RosterImportDto> {
    return this.imports.undo(actor, id);
  }

  /**
   * Deletes an import with its rows, not what it brought; for those who manage the courses.
   * @remarks It cannot be undone afterwards. Not while it is under way.
   */
  @Delete(':id')
  @HttpCode(204)
  @Problems(FORBIDDEN, ROSTER_STATE_CONFLICT)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.rosterImport) id: string): Promise<void> {
    return this.imports.delete(actor, id);
  }

  /**
   * Lists what each row of an import would do, or did; for those who manage the courses.
   * @remarks In the order of the file, and after it what the file does not name. `outcome` filters.
   */
  @Get(':id/rows')
  @Problems(FORBIDDEN)
  listRows(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.rosterImport) id: string,
    @Query() query: RosterRowQueryDto,
  ): Promise<RosterRowPageDto> {
    return this.imports.listRows(actor, id, query);
  }

  /**
   * Downloads the report of an import as a table for spreadsheets (CSV, RFC 4180); for those who manage the courses.
   * @remarks With the filter of `GET /roster-imports/{id}/rows`, and as `GET /bookings/export` is made.
   */
  @Get(':id/rows/export')
  @CsvAnswer(ROSTER_REPORT, 'One row for each row of the import.')
  @Problems(FORBIDDEN)
  getRowsCsv(
    @CurrentDownload() download: Download,
    @IdParam('id', EXAMPLE_IDS.rosterImport) id: string,
    @Query() query: RosterRowFileQueryDto,
  ): Promise<StreamableFile> {
    return this.files.open(ROSTER_REPORT, download, (present, place) =>
      this.imports.listRows(present, id, { ...query, ...place }),
    );
  }
}
