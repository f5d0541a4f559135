import { ApiProperty } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { BooleanField, IdField, TextField } from '../../../../infra/http/fields.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

export const DEFAULT_STRUCTURE_SORT = 'name';
export const LONGEST_NAME = 100;

/** What every part of the academic structure is made with. */
export class NewStructureDto {
  @IdField({ description: 'The organization whose courses it is for.', example: EXAMPLE_IDS.organization })
  organizationId: string;
}

/** What every part of the academic structure is changed by. */
export class ChangeStructureDto {
  @BooleanField({ optional: true, description: 'False archives it, true takes it back into use.' })
  isActive?: boolean;
}

export class StructureQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this organization; of all of the caller’s when it is left out.' })
  organizationId?: string;

  @BooleanField({ optional: true, description: 'Only those in use, or archived.' })
  isActive?: boolean;

  @TextField({ max: LONGEST_NAME, optional: true, description: 'Part of the name, in any case.' })
  q?: string;

  @AliasField('q', LONGEST_NAME)
  search?: string;

  @SortField(['name', 'createdAt'], DEFAULT_STRUCTURE_SORT)
  override sort?: string;
}

/** What every part of the academic structure shows. */
export class StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  /** False when it is archived: it stays with what hangs on it, and nothing new can name it. */
  isActive: boolean;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
