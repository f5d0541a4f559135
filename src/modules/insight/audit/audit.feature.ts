import type { Feature } from '../../../infra/features/feature.js';
import { AuditDetails } from './audit-details.entity.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditSealState } from './seals/audit-seal-state.entity.js';
import { AuditSeal } from './seals/audit-seal.entity.js';
import { AuditConfig } from './audit.config.js';

export const auditFeature: Feature = {
  name: 'audit',
  tags: { 'Audit log': 'What happened and who did it, for administrators.' },
  config: [AuditConfig],
  entities: [AuditEntry, AuditDetails, AuditSeal, AuditSealState],
  module: () => import('./audit.module.js'),
  http: () => import('./audit.http.module.js'),
  worker: () => import('./audit.worker.module.js'),
};
