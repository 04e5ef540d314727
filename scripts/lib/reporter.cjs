// Mocha reporter: the usual tree of titles, and the counts as JSON in the file that NETWORK_LAB_RESULTS names.
'use strict';
const { writeFileSync } = require('node:fs');
const { env } = require('node:process');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(/** @type {import('mocha').Runner} */ runner, /** @type {import('mocha').MochaOptions} */ options) {
    super(runner, options);
    const file = env['NETWORK_LAB_RESULTS'];
    if (!file) return;
    // Written as they come: a run that is cut short has still told what it did.
    const write = () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, pending }));
    };
    runner.on(Runner.constants.EVENT_TEST_END, write);
    runner.on(Runner.constants.EVENT_RUN_END, write);
  }
};
