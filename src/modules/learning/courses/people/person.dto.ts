import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { BooleanField, IdField, TextField } from '../../../../infra/http/fields.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import type { CoursePerson } from './people-kind.js';

export const DEFAULT_PROFILE_SORT = 'createdAt';

@ApiSchema({ name: 'CoursePerson' })
export class CoursePersonDto implements CoursePerson {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.alan })
  id: string;
  /** @example 'Alan Turing' */
  name: string;
  @ApiProperty({ type: String, nullable: true, example: 'Alan', description: 'Null for those who have not given it.' })
  firstName: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Turing' })
  lastName: string | null;
  @ApiProperty({
    ...{ type: String, nullable: true, example: 'alan@example.org' },
    description: 'Null for erased people, and for those who have left the organization.',
  })
  email: string | null;
}

/** What every profile is made with. */
export class NewProfileDto {
  @IdField({ description: 'The organization whose courses it is for.', example: EXAMPLE_IDS.organization })
  organizationId: string;

  @IdField({ description: 'A member of the organization.' })
  userId: string;
}

/** What every profile is changed by. */
export class ChangeProfileDto {
  @BooleanField({ optional: true, description: 'False archives it, true takes it back into use.' })
  isActive?: boolean;
}

export class ProfileQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this organization; of all of the caller’s when it is left out.' })
  organizationId?: string;

  @IdField({ optional: true, description: 'Only profiles of this person.' })
  userId?: string;

  @BooleanField({ optional: true, description: 'Only those in use, or archived.' })
  isActive?: boolean;

  @TextField({
    max: LONGEST_EXTERNAL_ID,
    optional: true,
    description:
      'Part of a name, an e-mail address, a number of the institution or an external id. Those who are archived are found so by whoever manages the courses.',
  })
  q?: string;

  @AliasField('q', LONGEST_EXTERNAL_ID)
  search?: string;

  @SortField(['createdAt'], DEFAULT_PROFILE_SORT)
  override sort?: string;
}

/** What every profile shows. */
export class ProfileDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  user: CoursePersonDto;
  /** False when it is archived: it stays with what hangs on it, and nothing new can name it. */
  isActive: boolean;
  /** Changes with every update, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
