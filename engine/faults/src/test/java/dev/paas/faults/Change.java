package dev.paas.faults;

/** A change of thirty resources, of every kind that there is. */
final class Change {
  /** What is there before. */
  static final String BEFORE =
      """
      resources:
        net: { type: mortal.thing, value: n1 }
        zone: { type: mortal.thing, count: 2, value: z }
        db: { type: mortal.thing, replace: d1, value: "${resources.net.out}" }
        pool: { type: mortal.thing, count: 2, replace: p1, value: "${resources.db.id}" }
        key: { type: mortal.thing, replace: k1, lifecycle: { createBeforeDestroy: true } }
        cert: { type: mortal.thing, replace: c1, value: "${resources.key.id}", lifecycle: { createBeforeDestroy: true } }
        app: { type: mortal.thing, count: 4, value: "${resources.db.id} ${resources.cert.id}" }
        cache: { type: mortal.thing, count: 4, value: c }
        jobA: { type: mortal.thing, value: "${resources.app[0].out}" }
        jobB: { type: mortal.thing, value: "${resources.jobA.out}" }
        first: { type: mortal.thing, value: f1 }
        group: { type: mortal.thing, forEach: [a, b], value: "${each.key}" }
        note: { type: mortal.note, value: "1" }
        memo: { type: mortal.note, value: old }
      outputs:
        net: { value: "${resources.net.out}" }
      """;

  /** What shall be there then. */
  static final String AFTER =
      """
      resources:
        net: { type: mortal.thing, value: n2 }
        zone: { type: mortal.thing, count: 2, value: z }
        db: { type: mortal.thing, replace: d2, value: "${resources.net.out}" }
        pool: { type: mortal.thing, count: 2, replace: p2, value: "${resources.db.id}" }
        key: { type: mortal.thing, replace: k2, lifecycle: { createBeforeDestroy: true } }
        cert: { type: mortal.thing, replace: c2, value: "${resources.key.id}", lifecycle: { createBeforeDestroy: true } }
        app: { type: mortal.thing, count: 6, value: "${resources.db.id} ${resources.cert.id}" }
        cache: { type: mortal.thing, count: 1, value: c }
        second: { type: mortal.thing, value: f2 }
        crowd: { type: mortal.thing, forEach: [a, b], value: "${each.key}" }
        note: { type: mortal.note, value: "2" }
        page: { type: mortal.note, value: "${resources.second.out}" }
        extra: { type: mortal.thing, count: 4, value: "${resources.key.out}" }
        web: { type: mortal.thing, value: "${resources.extra[0].id}" }
      moved:
        - { from: resources.first, to: resources.second }
        - { from: resources.group, to: resources.crowd }
      outputs:
        net: { value: "${resources.net.out}" }
      """;

  private Change() {}
}
