"""A nova virt driver for tests: fake servers, which do as their metadata says.

test.fault: the reason why the server cannot be built; it ends in ERROR.
test.delay: how many seconds building it takes."""
import time

from nova import exception
from nova.virt import fake


class TestDriver(fake.FakeDriver):
    def spawn(self, context, instance, *args, **kwargs):
        told = instance.metadata
        if told.get('test.delay'):
            time.sleep(float(told['test.delay']))
        if told.get('test.fault'):
            raise exception.BuildAbortException(instance_uuid=instance.uuid, reason=told['test.fault'])
        super().spawn(context, instance, *args, **kwargs)
