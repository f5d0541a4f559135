import { JOIN_CODE_INVALID } from '../../auth/auth.api.js';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { JoinCodesService } from './join-codes.service.js';
import { JoinCodePreviewDto } from './joining.dto.js';

/** What codes show to those who have them. */
@ApiTags('Organizations')
@Controller('join-codes')
export class JoinCodesController {
  constructor(private readonly codes: JoinCodesService) {}

  /**
   * Shows what one asks for by a code.
   * @remarks For the page on which somebody signs up with a code: which organization it is of, and what one will be there. A
   * code that never was and one that ended answer the same.
   */
  @Get(':code')
  @Public()
  @ApiParam({ name: 'code', description: 'In any case.', schema: { type: 'string', maxLength: 40 } })
  @Problems(JOIN_CODE_INVALID)
  getByCode(@Param('code') code: string): Promise<JoinCodePreviewDto> {
    return this.codes.preview(code);
  }
}
