// How figures are put into a table: what was measured, median, range, and the aim beside them.
import { median } from './median.mjs';

/**
 * The value that a share of all does not exceed: 0.95 for the 95th percentile (nearest rank).
 * @param {readonly number[]} values
 * @param {number} share
 */
export const percentile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
};

/** @param {number} value */
const short = (value) => value.toFixed(Math.abs(value) < 1 ? 3 : 1);

/**
 * A line with the median of some times and their range.
 * @param {string} name
 * @param {readonly number[]} values in ms
 * @param {string} [remark]
 */
export const row = (name, values, remark = '') =>
  `  ${name.padEnd(46)} median ${short(median(values)).padStart(7)} ms  ${`(${short(Math.min(...values))}–${short(Math.max(...values))})`.padEnd(18)}${remark && `  ${remark}`}`.trimEnd();

/**
 * A line with one figure.
 * @param {string} name
 * @param {string} value
 * @param {string} [remark]
 */
export const line = (name, value, remark = '') => `  ${name.padEnd(46)} ${value}${remark && `  ${remark}`}`.trimEnd();

/**
 * Whether an aim was met, for the end of a line.
 * @param {string} aim
 * @param {boolean} met
 */
export const aim = (aim, met) => `(aim: ${aim}${met ? '' : '; MISSED'})`;
