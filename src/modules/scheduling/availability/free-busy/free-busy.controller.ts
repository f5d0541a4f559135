import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { KeyScope } from '../../../../infra/access/key-access.js';
import { FreeBusyDto, FreeBusyQueryDto } from './free-busy.dto.js';
import { FreeBusyService } from './free-busy.service.js';

@ApiTags('Bookables')
@Controller('freebusy')
@Access()
export class FreeBusyController {
  constructor(private readonly freeBusy: FreeBusyService) {}

  /**
   * Tells when people and resources are busy, and never with what.
   * @remarks Working hours are left out: a time that is not busy may still lie outside of them.
   */
  @Post()
  @HttpCode(200)
  @KeyScope('bookables:read')
  query(@CurrentActor() actor: Actor, @Body() question: FreeBusyQueryDto): Promise<FreeBusyDto> {
    return this.freeBusy.query(actor, question);
  }
}
