"""A cinder driver for tests: volumes that hold nothing, and do as their metadata says.

test.fault: the volume cannot be made; it ends in error.
test.delay: how many seconds making it takes.
test.stuck: it cannot be deleted."""
import time

from cinder import exception
from cinder.volume import driver


class TestVolumes(driver.VolumeDriver):
    VERSION = '1'
    CAPACITY_GB = 1000

    def do_setup(self, context):
        pass

    def check_for_setup_error(self):
        pass

    def _update_volume_stats(self):
        self._stats = {
            'volume_backend_name': 'test', 'vendor_name': 'test', 'driver_version': self.VERSION,
            'storage_protocol': 'test', 'total_capacity_gb': self.CAPACITY_GB,
            'free_capacity_gb': self.CAPACITY_GB, 'reserved_percentage': 0}

    def create_volume(self, volume):
        told = volume.metadata
        if told.get('test.delay'):
            time.sleep(float(told['test.delay']))
        if told.get('test.fault'):
            raise exception.VolumeBackendAPIException(data=told['test.fault'])

    def create_volume_from_snapshot(self, volume, snapshot):
        self.create_volume(volume)

    def create_cloned_volume(self, volume, src_vref):
        self.create_volume(volume)

    def clone_image(self, context, volume, image_location, image_meta, image_service):
        self.create_volume(volume)
        return {}, True

    def delete_volume(self, volume):
        if volume.metadata.get('test.stuck'):
            raise exception.VolumeBackendAPIException(data='it is stuck')

    def create_snapshot(self, snapshot):
        pass

    def delete_snapshot(self, snapshot):
        pass

    def extend_volume(self, volume, new_size):
        pass

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        return {'driver_volume_type': 'fake', 'data': {'access_mode': 'rw'}}

    def terminate_connection(self, volume, connector, **kwargs):
        pass
