import { Body, Controller, Delete, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { OrganizationDetailsDto } from '../organization/organization.dto.js';
import { BrandsService } from './brands.service.js';
import { NewLogoDto } from './logo.dto.js';

@ApiTags('Organizations')
@Controller('organizations/:id/logo')
export class OrganizationLogosController {
  constructor(private readonly brands: BrandsService) {}

  /**
   * Gives an organization a logo, in place of the one that it has; for its owners and admins.
   * @remarks Its booking pages, its public page and e-mails about its bookings show it. Anybody may load it. The picture stands
   * in the body in Base64, because the API reads JSON alone. `If-Match` takes the `ETag` of the organization.
   */
  @Put()
  @Access()
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() { image }: NewLogoDto,
    @IfMatch() version: number | undefined,
  ): Promise<OrganizationDetailsDto> {
    return this.brands.replaceLogo(actor, id, image, version);
  }

  /**
   * Takes the logo away; for owners and admins.
   * @remarks Its address answers 404 from then on; who has loaded it may keep it.
   */
  @Delete()
  @Access()
  @Conditional({ wholeBody: true })
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<void> {
    return this.brands.removeLogo(actor, id, version);
  }
}
