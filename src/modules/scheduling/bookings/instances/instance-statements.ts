/** SQL for statements of series: whether a series has bookings. @param seriesId an SQL expression */
export const hasInstances = (seriesId: string) => `EXISTS (SELECT 1 FROM bookings b WHERE b.series_id = ${seriesId})`;
