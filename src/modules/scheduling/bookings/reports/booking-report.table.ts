import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { ReportRow } from './booking-reports.service.js';

/** A report as a table, for spreadsheets. */
export const REPORT_TABLE: CsvFile<ReportRow> = {
  name: 'report',
  columns: [
    { name: 'key', of: ({ key }) => key },
    { name: 'name', of: ({ name }) => name },
    { name: 'bookings', of: ({ figures }) => figures.bookings },
    { name: 'pending', of: ({ figures }) => figures.pending },
    { name: 'confirmed', of: ({ figures }) => figures.confirmed },
    { name: 'cancelled', of: ({ figures }) => figures.cancelled },
    { name: 'declined', of: ({ figures }) => figures.declined },
    { name: 'cancelledByHost', of: ({ figures }) => figures.cancelledByHost },
    { name: 'cancelledByGuest', of: ({ figures }) => figures.cancelledByGuest },
    { name: 'attended', of: ({ figures }) => figures.attended },
    { name: 'absent', of: ({ figures }) => figures.absent },
    { name: 'bookedMinutes', of: ({ figures }) => figures.bookedMinutes },
  ],
};
