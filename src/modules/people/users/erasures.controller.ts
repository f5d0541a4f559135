import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Public } from '../../../infra/access/access.decorator.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { AdministeredErasureDto, ErasurePageDto, ErasureQueryDto, OwnErasureDto } from './dto/erasure.dto.js';
import { ErasuresService } from './erasures.service.js';

/** Progress of erasures. */
@ApiTags('Users')
@Controller()
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  /**
   * Shows the person who closed the account how far the erasure is; without an account, by the secret that they got.
   * @remarks For a page that says when everything is gone: the account and its tokens have ended, so the secret is all
   * that its owner has left.
   */
  @Get('erasures/:token')
  @Public()
  @ApiParam({
    name: 'token',
    description: 'The secret of the answer to the request.',
    schema: { type: 'string', maxLength: 100 },
  })
  @Header('Cache-Control', 'no-store')
  @Problems(NOT_FOUND)
  getBySecret(@Param('token') token: string): Promise<OwnErasureDto> {
    return this.erasures.show(token);
  }

  /**
   * Lists the erasures, those under way and those that are done; for administrators.
   * @remarks To see what is still being erased, and whose erasure is stuck on something that cannot be ended.
   */
  @Get('admin/erasures')
  @Access('admin')
  list(@Query() query: ErasureQueryDto): Promise<ErasurePageDto> {
    return this.erasures.list(query);
  }

  /**
   * Shows how far one erasure is; for administrators.
   * @remarks To follow an erasure that you asked for; `Location` of the request leads here.
   */
  @Get('admin/erasures/:id')
  @Access('admin')
  get(@IdParam('id') id: string): Promise<AdministeredErasureDto> {
    return this.erasures.findOne(id);
  }
}
