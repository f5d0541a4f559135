import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { RosterImportPageDto, RosterImportQueryDto } from './roster-import.dto.js';
import { RosterImportsService } from './roster-imports.service.js';

@ApiTags('Rosters')
@Controller('organizations/:id/roster-imports')
@Access()
export class OrganizationRosterImportsController {
  constructor(private readonly imports: RosterImportsService) {}

  /**
   * Lists the imports of an organization; for those who manage the courses.
   * @remarks The youngest first unless `sort` says otherwise. Each is kept until its `keptUntil`; what it brought stays.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: RosterImportQueryDto,
  ): Promise<RosterImportPageDto> {
    return this.imports.list(actor, id, query);
  }
}
