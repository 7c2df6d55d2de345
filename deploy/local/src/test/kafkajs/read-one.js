// SPDX-License-Identifier: Apache-2.0
// node read-one.js BOOTSTRAP REGISTRY TOPIC: prints the first record's key and decoded value as one line of JSON.
const { Kafka, logLevel } = require("kafkajs");
const { SchemaRegistry } = require("@kafkajs/confluent-schema-registry");

const [bootstrap, registryUrl, topic] = process.argv.slice(2);
const kafka = new Kafka({ clientId: "foreign-consumer", brokers: [bootstrap], logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });
const consumer = kafka.consumer({ groupId: "foreign-consumer" });

const deadline = setTimeout(() => {
  console.error("no record within 60 s");
  process.exit(1);
}, 60_000);

(async () => {
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const value = await registry.decode(message.value);
      clearTimeout(deadline);
      console.log(JSON.stringify({ key: message.key.toString(), value }, (_, v) => (typeof v === "bigint" ? Number(v) : v)));
      process.exit(0);
    },
  });
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
