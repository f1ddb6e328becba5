"""A nova virt driver for tests: fake servers, which do as their metadata says.

test.fault: the reason why the server cannot be built; it ends in ERROR.
test.delay: how many seconds building it takes.
test.guest: the server is a real QEMU guest."""
import time

from nova import exception
from nova.virt import fake, qemuvirt


class TestDriver(qemuvirt.QemuDriver):
    vcpus = fake.FakeDriver.vcpus
    memory_mb = fake.FakeDriver.memory_mb
    local_gb = fake.FakeDriver.local_gb

    def is_real(self, instance):
        return bool(instance.metadata.get('test.guest'))

    def spawn(self, context, instance, *args, **kwargs):
        told = instance.metadata
        if told.get('test.delay'):
            time.sleep(float(told['test.delay']))
        if told.get('test.fault'):
            raise exception.BuildAbortException(instance_uuid=instance.uuid, reason=told['test.fault'])
        super().spawn(context, instance, *args, **kwargs)
