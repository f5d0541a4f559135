import { Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../infra/access/access.decorator.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { DeadLettersService } from './dead-letters.service.js';
import { DeadLetterDetailsDto, DeadLetterPageDto, DeadLetterQueryDto } from './dto/dead-letter.dto.js';

@ApiTags('Operations')
@Access('admin')
@Controller('admin/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLettersService) {}

  /** Lists the messages that a consumer gave up on; for administrators. */
  @Get()
  list(@Query() query: DeadLetterQueryDto): Promise<DeadLetterPageDto> {
    return this.deadLetters.list(query);
  }

  /** Shows one dead letter with its message; for administrators. */
  @Get(':id')
  findOne(@IdParam('id') id: string): Promise<DeadLetterDetailsDto> {
    return this.deadLetters.findOne(id);
  }

  /** Sends the message again; consumers that are done skip it. For administrators. */
  @Post(':id/retry')
  @HttpCode(202)
  retry(@IdParam('id') id: string): Promise<void> {
    return this.deadLetters.retry(id);
  }

  /** Gives the message up for good; for administrators. Its effect never happens. */
  @Delete(':id')
  @HttpCode(204)
  discard(@IdParam('id') id: string): Promise<void> {
    return this.deadLetters.discard(id);
  }
}
