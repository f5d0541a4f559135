import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../infra/access/access.decorator.js';
import { OutsideServicesDto } from './dto/outside-service.dto.js';
import { OutsideServicesService } from './outside-services.service.js';

@ApiTags('Operations')
@Controller('admin/outside-services')
@Access('admin')
export class OutsideServicesController {
  constructor(private readonly services: OutsideServicesService) {}

  /**
   * Shows which services of others are left alone because they keep failing; for administrators.
   * @remarks When no e-mail arrives: since when the mail provider takes none, what it said, and when it is tried again.
   * Nothing is lost meanwhile: e-mails wait, and calendars keep what was last read.
   */
  @Get()
  list(): Promise<OutsideServicesDto> {
    return this.services.list();
  }
}
